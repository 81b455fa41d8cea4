/**
 * Items that have a key: the last of each, and who waits for whom.
 *
 * <p>Owns: the file {@code keys}, see {@link io.dishrack.engine.keys.KeysDescriptor}; the walk along the items of a key.
 * Uses: log, ledger, region. Used by: salvage, and the engine's root package.
 *
 * <p>Keys fall into buckets by their hash. Each message with a key says which one was put before it into its bucket, so
 * that from the last of a bucket, which stands in the file, one comes to all of them; the chains are in the log and last
 * as long. All else in the file are hints. A file that is lost costs nothing but a walk over the log.
 */
package io.dishrack.engine.keys;
