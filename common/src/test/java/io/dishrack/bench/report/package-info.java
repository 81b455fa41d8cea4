/**
 * What a benchmark found, and how it is shown: {@link io.dishrack.bench.report.Line}s with their
 * {@link io.dishrack.bench.report.Stats} over the runs and the {@link io.dishrack.bench.report.Target} they are held
 * against, as a table for people or as JSON. Knows nothing of how things are measured.
 */
package io.dishrack.bench.report;
