package io.dishrack.dryer.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlersTest {

    private static final String SOURCE = """
            package mine;
            public final class Shout implements io.dishrack.dryer.handler.TaskHandler {
                @Override public String name() { return "shout"; }
                @Override public io.dishrack.Report handle(io.dishrack.dryer.handler.Task task) {
                    return io.dishrack.Report.of(new String(task.payload()).toUpperCase().getBytes());
                }
            }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void compile() throws Exception {
        Path source = Files.writeString(folder.resolve("Shout.java"), SOURCE);
        List<String> arguments = List.of(
                "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString(), source.toString());
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
    }

    @Test
    void builtInOnesAreFoundByName() {
        assertEquals(PrintHandler.class, new Handlers(null).find("print").get().getClass());
        assertEquals(
                ListFilesHandler.class,
                new Handlers(null).find("list-files").get().getClass());
    }

    @Test
    void aClassOfTheOperatorsClassPathIsFound() {
        assertEquals(
                "mine.Shout",
                new Handlers(folder.toString())
                        .find("mine.Shout")
                        .get()
                        .getClass()
                        .getName());
    }

    @Test
    void aRegisteredOneOfTheOperatorsClassPathIsFoundByItsName() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(TaskHandler.class.getName()), "mine.Shout\n");
        assertEquals(
                "mine.Shout",
                new Handlers(folder.toString()).find("shout").get().getClass().getName());
    }

    @Test
    void eachWorkerGetsOneOfItsOwn() {
        var maker = new Handlers(folder.toString()).find("mine.Shout");
        assertTrue(maker.get() != maker.get());
    }

    @Test
    void whatIsNoHandlerIsToldClearly() {
        Handlers handlers = new Handlers(null);
        assertMessage("unknown handler: handler=nope known=call,list-files,print", () -> handlers.find("nope"));
        assertMessage("not a handler: class=java.lang.String", () -> handlers.find("java.lang.String"));
        assertMessage("handler can't be made", () -> handlers.find(TaskHandler.class.getName()));
        assertMessage("no such file on the class path: path=/no/such.jar", () -> new Handlers("/no/such.jar"));
    }

    private static void assertMessage(String beginning, Runnable action) {
        String message =
                assertThrows(IllegalArgumentException.class, action::run).getMessage();
        assertTrue(message.startsWith(beginning), message);
    }
}
