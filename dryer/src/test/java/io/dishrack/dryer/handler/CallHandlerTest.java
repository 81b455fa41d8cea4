package io.dishrack.dryer.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Codec;
import io.dishrack.call.CallService;
import io.dishrack.call.Caller;
import io.dishrack.call.Raise;
import io.dishrack.call.RemoteFunction;
import io.dishrack.dryer.Sink;
import io.dishrack.request.Request;
import io.dishrack.request.WorkFailedException;
import io.dishrack.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Functions of an operator's jar, called through a dryer. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallHandlerTest {

    private static final String SOURCE = """
            package mine;
            import io.dishrack.Codec;
            import io.dishrack.call.Call;
            public final class Greetings implements io.dishrack.call.CallService {
                @Override public void register(io.dishrack.call.Functions functions) {
                    functions.register("greet", Codec.UTF_8, Codec.UTF_8, name -> "hello " + name);
                    functions.register("fail", Codec.UTF_8, Codec.UTF_8, (String text, Call call) -> {
                        throw new java.io.IOException(text + " attempt " + call.attempt());
                    });
                }
            }
            """;

    @TempDir
    private Path folder;

    private Sink sink;
    private Caller caller;
    private RemoteFunction<String, String> fail;

    @BeforeEach
    void compile() throws Exception {
        Path source = Files.writeString(folder.resolve("Greetings.java"), SOURCE);
        List<String> arguments = List.of(
                "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString(), source.toString());
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(CallService.class.getName()), "mine.Greetings\n");
        sink = new Sink(folder.resolve("queue"));
        caller = new Caller(sink.queue());
        fail = caller.function("fail", Codec.UTF_8, Codec.UTF_8);
    }

    @AfterEach
    void close() {
        caller.close();
        sink.close();
    }

    private Sink.Ran dry() {
        return sink.dry("--handler=call", "--classpath=" + folder, "QUEUE");
    }

    @Test
    void aDryerRunsFunctionsOfTheOperatorsClassPath() throws Exception {
        Request<String> call =
                caller.function("greet", Codec.UTF_8, Codec.UTF_8).start("bob");
        assertEquals(0, dry().code());
        assertEquals("hello bob", call.get(Await.DEADLINE));
    }

    @Test
    void aFunctionsExceptionIsAnAnswerAndNotTriedAgain() throws Exception {
        Request<String> call = fail.start("no");
        Sink.Ran ran = dry();
        assertEquals(0, ran.code(), ran.errors());
        WorkFailedException thrown = assertThrows(WorkFailedException.class, () -> call.get(Await.DEADLINE));
        assertEquals("java.io.IOException", thrown.className());
        assertEquals("no attempt 1", thrown.remoteMessage());
        assertEquals(1, sink.queue().status().done());
    }

    @Test
    void anExceptionThatIsToBeRaisedAtTheReceiverIsToldByTheDryer() throws Exception {
        Request<String> call = fail.withRaise(Raise.RECEIVER, "instead").start("no");
        Sink.Ran ran = dry();
        assertTrue(ran.errors().contains("item rejected: item=1 exit=1 reason=java.io.IOException: no"), ran.errors());
        assertEquals("instead", call.get(Await.DEADLINE));
        assertEquals(1, sink.queue().status().dead());
    }

    @Test
    void withoutAServiceNothingCanBeCalled() throws Exception {
        Request<String> call = caller.function("java.lang.System.exit", Codec.UTF_8, Codec.UTF_8)
                .start("0");
        sink.dry("--handler=call", "QUEUE");
        WorkFailedException thrown = assertThrows(WorkFailedException.class, () -> call.get(Await.DEADLINE));
        assertTrue(thrown.remoteMessage().startsWith("no such function: name=java.lang.System.exit known=;"));
    }
}
