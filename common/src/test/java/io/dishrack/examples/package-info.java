/**
 * Programs to begin with: what task queues, thread pools, call queues and worker threads are used for, across processes.
 * Each is a main class that says how it is run; the tests beside them run them, in processes of their own, and kill some.
 */
package io.dishrack.examples;
