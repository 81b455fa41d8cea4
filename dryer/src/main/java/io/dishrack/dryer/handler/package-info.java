/**
 * What a Java handler implements ({@link io.dishrack.dryer.handler.TaskHandler}), how it is found, and the built-in
 * handlers. Handlers are named by the operator on the command line, never by anything that a queue's files say.
 */
package io.dishrack.dryer.handler;
