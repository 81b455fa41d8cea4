/** What the command lines share. Only {@code cli}, {@code rack} and the programs import picocli. */
package io.dishrack.cli;
