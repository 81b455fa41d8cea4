package io.dishrack.washer.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Items of another source, each to be put only if there is none of its key. One without a key is its own; what can't be a
 * key, because it is empty, too long or no text, has a digest for one.
 */
public final class Unique implements ItemSource {

    private static final int MAX_KEY = 65_535;

    private final ItemSource source;

    /** Of that source. */
    public Unique(ItemSource source) {
        this.source = source;
    }

    @Override
    public boolean fill(Batch batch) throws IOException {
        int from = batch.items().size();
        try {
            return source.fill(batch);
        } finally {
            batch.items()
                    .subList(from, batch.items().size())
                    .replaceAll(item -> item.unique(item.key() == null ? key(item.payload()) : item.key()));
        }
    }

    private static String key(byte[] payload) {
        if (payload.length > 0 && payload.length <= MAX_KEY) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(payload))
                        .toString();
            } catch (CharacterCodingException e) {
                return digest(payload);
            }
        }
        return digest(payload);
    }

    private static String digest(byte[] payload) {
        try {
            return "sha-256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }
}
