package io.dishrack.request;

import io.dishrack.Codec;
import io.dishrack.Result;

/** What a requester makes of the end of an item. Must be thread-safe. */
public interface ResultReader<R> {

    /**
     * The value that the future gets.
     *
     * @param result of an item that is DONE, DEAD or CANCELLED after it was begun
     * @param id of the request, or null
     * @throws RuntimeException what the future fails with
     */
    R read(Result result, String id);

    /** The output, decoded; a {@link WorkFailedException} when it failed for good or an exception came back. */
    static <R> ResultReader<R> of(Codec<R> codec) {
        return (result, id) -> {
            if (!result.succeeded() || result.report().thrown() != null) {
                throw new WorkFailedException(result, id);
            }
            return codec.decode(result.report().output());
        };
    }
}
