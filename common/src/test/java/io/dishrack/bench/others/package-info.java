/**
 * Other queues on the same work: their servers, started in the benchmark's own folder and stopped after, with what each
 * promises said beside its figures. What is not installed is named and left out.
 */
package io.dishrack.bench.others;
