package io.dishrack.examples;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.call.Call;
import io.dishrack.call.Caller;
import io.dishrack.call.Functions;
import io.dishrack.call.RemoteFunction;
import io.dishrack.request.Batch;
import io.dishrack.request.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Fetches what URIs name, three at a time, and harvests what has come: {@code Fetch QUEUE URI...}. The three default
 * workers are threads of this program; a {@link FetchHelper} in another process takes its share.
 */
public final class Fetch {

    private Fetch() {}

    static Functions functions() {
        return new Functions().register("fetch", Codec.UTF_8, Codec.BYTES, Fetch::fetch);
    }

    private static byte[] fetch(String uri, Call call) throws IOException {
        try (InputStream in = URI.create(uri).toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (JoinableQueue<byte[]> queue = Dishrack.open(Path.of(args[0]), OpenOptions.DEFAULTS);
                Caller caller = new Caller(queue, functions(), 3, Duration.ofSeconds(5))) {
            RemoteFunction<String, byte[]> fetch = caller.function("fetch", Codec.UTF_8, Codec.BYTES);
            Batch<byte[]> batch = caller.batch();
            batch.onValue((request, page) -> System.out.println("fetched " + args[index(request)] + " " + page.length))
                    .onException((request, thrown) -> System.out.println("failed " + args[index(request)]));
            for (int i = 1; i < args.length; i++) {
                batch.add(fetch.withOptions(ItemOptions.WITH_RESULT.withKey("uri/" + i))
                        .start(args[i]));
            }
            batch.waitAll(Duration.ofMinutes(1));
        }
    }

    private static int index(Request<?> request) {
        return Integer.parseInt(request.id().substring("uri/".length()));
    }
}
