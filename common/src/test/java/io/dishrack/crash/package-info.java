/**
 * Processes that die or freeze at any instant: what is conserved, who goes on. Each test forks JVMs, kills them with
 * SIGKILL or stops them with SIGSTOP, and afterwards checks the queue against what they had said they did. Random ones
 * print their seed; the long run is that of {@link io.dishrack.soak}.
 */
package io.dishrack.crash;
