/**
 * Other queues, spoken to by plain sockets without a client library: what the benchmark compares with. A {@link
 * io.dishrack.bench.peers.Protocol} names the server's command and makes a {@link io.dishrack.bench.peers.PeerClient}.
 */
package io.dishrack.bench.peers;
