package io.dishrack.engine.log;

/** Hears of messages that a dead writer left whole and not published, in their order, before they are published. */
@FunctionalInterface
public interface CompletedMessages {

    /** For logs of which nothing else is kept. */
    CompletedMessages NOBODY = (number, head) -> {};

    /** A message that will be published. Crash: it is told again. */
    void completed(long number, MessageHead head);
}
