/**
 * What the command lines share: how a program is run ({@link io.dishrack.cli.CommandRunner}), its standard streams
 * ({@link io.dishrack.cli.Stdio}), exit codes, signals, and the forms of option values.
 *
 * <p><b>Arguments are bytes.</b> The JVM decodes its arguments with the locale and loses what does not fit, so the runner
 * hands every argument to the parser as a <em>byte string</em>: a String with one char, 0 to 255, for each byte (see
 * {@link io.dishrack.cli.RawArguments}). Plain ASCII looks the same in both forms. An option or parameter whose value may
 * be anything else is either a type with a converter of this package or is turned into bytes, a path or text by
 * {@code RawArguments} where it is used.
 *
 * <p>Only {@code cli}, {@code rack} and the programs import picocli; the core knows nothing of this package.
 */
package io.dishrack.cli;
