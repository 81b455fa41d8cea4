/**
 * The benchmark behind {@code scripts/bench}: measurements in processes of their own, each against a yardstick taken in
 * the same run.
 *
 * <p>{@link io.dishrack.bench.BenchMain} runs {@link io.dishrack.bench.Measurement}s one after the other. They start
 * {@link io.dishrack.bench.Child} JVMs, which are told by lines on standard input what to do ({@code ...Role} classes)
 * and answer with lines on standard output; what is measured lies between two instants of {@link System#nanoTime}, which
 * is the machine's monotonic clock on Linux and so comparable between processes. A child first does the same work on a
 * throwaway queue, so that its code is compiled when it counts.
 *
 * <p>Raw Chronicle, the yardstick of throughput, is used by {@link io.dishrack.bench.RawRole} alone. Nothing here judges:
 * targets are printed beside the figures.
 */
package io.dishrack.bench;
