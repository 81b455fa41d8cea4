/**
 * What measurements share: a folder of their own, processes that never outlive the benchmark, and what the system says
 * about a process or a folder. Uses only the report.
 */
package io.dishrack.bench.lab;
