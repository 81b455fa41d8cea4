/**
 * The benchmark behind {@code scripts/bench}: measurements in processes of their own, each against a yardstick taken in
 * the same run. Nothing here judges more than whether a figure reaches its target; no test asserts a time.
 *
 * <p>Packages, each using only those below it:
 *
 * <pre>
 *   bench      the command, and the catalog of what can be measured
 *   sections   the measurements, a class each
 *   others     other queues on the same work: servers, their clients
 *   steps      single steps in a forked JVM, by JMH
 *   children   the JVMs that do the work, and what they are told
 *   peers      how other queues are spoken to
 *   lab        folder, processes, what the system says about them
 *   report     figures, targets, tables, JSON
 * </pre>
 *
 * <p>Raw Chronicle, the yardstick of throughput, is used by {@link io.dishrack.bench.children.RawRole} alone.
 */
package io.dishrack.bench;
