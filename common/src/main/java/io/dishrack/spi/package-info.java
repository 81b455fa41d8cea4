/** What an engine implements. Used by {@link io.dishrack.Dishrack}, which finds engines with a ServiceLoader. */
package io.dishrack.spi;
