package io.dishrack.examples;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.call.Call;
import io.dishrack.call.Caller;
import io.dishrack.call.Functions;
import io.dishrack.call.RemoteFunction;
import io.dishrack.call.RemoteTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Factorises numbers by an {@link ExecutorService} whose tasks run in other processes, {@link FactorsHelper}: {@code
 * Factors QUEUE NUMBER...}.
 */
public final class Factors {

    private Factors() {}

    /** What helpers register. A lambda of this program would be unknown to them; its name is not. */
    static Functions functions() {
        return new Functions().register("factors", Codec.UTF_8, Codec.UTF_8, Factors::factors);
    }

    static RemoteFunction<String, String> function(Caller caller) {
        return caller.function("factors", Codec.UTF_8, Codec.UTF_8);
    }

    /** Takes very long for a large prime, so it looks from time to time whether anybody still wants to know. */
    private static String factors(String text, Call call) throws InterruptedException {
        long left = Long.parseLong(text);
        List<String> factors = new ArrayList<>();
        for (long factor = 2; factor <= left / factor; factor++) {
            while (left % factor == 0) {
                factors.add(Long.toString(factor));
                left /= factor;
            }
            if (factor % 65_536 == 0 && call.isCancelled()) {
                throw new InterruptedException("nobody wants to know");
            }
        }
        factors.add(Long.toString(left));
        return text + " = " + String.join(" * ", factors);
    }

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        try (JoinableQueue<byte[]> queue = Dishrack.open(Path.of(args[0]), OpenOptions.DEFAULTS);
                Caller caller = new Caller(queue)) {
            ExecutorService executor = caller.asExecutor();
            List<RemoteTask<String>> tasks = Arrays.stream(args)
                    .skip(1)
                    .map(number -> function(caller).task(number))
                    .toList();
            for (Future<String> answer : executor.invokeAll(tasks)) {
                System.out.println(answer.get());
            }
            executor.shutdown();
        }
    }
}
