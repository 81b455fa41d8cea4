/**
 * The processes that do the work: JVMs which are told by lines on standard input what to do and answer with lines on
 * standard output. {@link io.dishrack.bench.children.Child} is such a process from the side of its parent, a
 * {@link io.dishrack.bench.children.Role} from within. What is measured lies between two instants of
 * {@link System#nanoTime}, which is the machine's monotonic clock on Linux and so comparable between processes.
 */
package io.dishrack.bench.children;
