package io.dishrack.examples;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.request.Request;
import io.dishrack.request.Requester;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Has the files below folders listed by dryers, started with {@code dryer --handler list-files QUEUE}, and prints them as
 * they come, with the worker that found them: {@code Listing QUEUE FOLDER...}.
 */
public final class Listing {

    private Listing() {}

    public static void main(String[] args) throws InterruptedException {
        List<String> folders = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        try (JoinableQueue<String> queue = Dishrack.open(Path.of(args[0]), OpenOptions.DEFAULTS, Codec.UTF_8);
                Requester<String, String> requester = new Requester<>(queue, Codec.UTF_8)) {
            var batch = requester.batch().addAll(requester.submitAll(folders));
            for (Request<String> request : batch.asCompleted()) {
                for (String file : request.future().join().lines().toList()) {
                    System.out.println(request.result().worker() + " " + file);
                }
            }
        }
    }
}
