package io.dishrack.engine;

import io.dishrack.Origin;
import io.dishrack.engine.log.MessageHead;
import io.dishrack.engine.origins.Origins;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names of sources as they stand in files: 64 bits of a digest. */
final class Sources {

    /** The name asked for last; there are few. */
    private static volatile Named recent = new Named("", id(""));

    private record Named(String name, long id) {}

    private Sources() {}

    static MessageHead.Origin origin(Origin origin) {
        return new MessageHead.Origin(idOf(origin.source()), origin.sequence(), origin.check());
    }

    /** The number that an origin got, or 0. */
    static long find(Core core, Origin origin) {
        return core.origins.find(idOf(origin.source()), origin.sequence());
    }

    /** The last one put of a source, or null. */
    static Origin last(Core core, String source) {
        Origins.Entry last = core.origins.last(idOf(source));
        return last == null ? null : new Origin(source, last.sequence(), last.digest());
    }

    /** The name of a queue, as the source of items of another. */
    static String nameOf(long queueId) {
        return String.format("queue %016x", queueId);
    }

    static long idOf(String source) {
        Named named = recent;
        if (!named.name().equals(source)) {
            named = new Named(source, id(source));
            recent = named;
        }
        return named.id();
    }

    private static long id(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
