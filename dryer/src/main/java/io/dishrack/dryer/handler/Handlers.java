package io.dishrack.dryer.handler;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds handlers by name or class, on the dryer's class path and the operator's. */
public final class Handlers {

    private final ClassLoader loader;

    /**
     * With a class path of the operator's.
     *
     * @param classPath jars and folders, separated as in {@code java -cp}, {@code *} at the end for all jars of a
     *     folder; or null
     * @throws IllegalArgumentException when one of them is missing
     */
    public Handlers(String classPath) {
        ClassLoader own = Handlers.class.getClassLoader();
        loader = classPath == null ? own : new URLClassLoader(urls(classPath), own);
    }

    /**
     * A maker of handlers, one for each worker; one was made already, so that making them works.
     *
     * @param name a registered name, or a class
     * @throws IllegalArgumentException when there is none, with a message that names those that are there
     */
    public Supplier<TaskHandler> find(String name) {
        Supplier<TaskHandler> registered = registered(name);
        return registered != null ? registered : ofClass(name);
    }

    private Supplier<TaskHandler> registered(String name) {
        try {
            for (ServiceLoader.Provider<TaskHandler> provider :
                    ServiceLoader.load(TaskHandler.class, loader).stream().toList()) {
                if (provider.get().name().equals(name)) {
                    make(provider).close();
                    return () -> make(provider);
                }
            }
            return null;
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("handler can't be loaded: reason=" + e.getMessage(), e);
        }
    }

    private TaskHandler make(Supplier<? extends TaskHandler> constructor) {
        TaskHandler handler = constructor.get();
        handler.classPath(loader);
        return handler;
    }

    private Supplier<TaskHandler> ofClass(String name) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (!TaskHandler.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException(
                        "not a handler: class=" + name + "; it must implement " + TaskHandler.class.getName());
            }
            Supplier<TaskHandler> maker = () -> make(() -> construct(type.asSubclass(TaskHandler.class)));
            maker.get().close();
            return maker;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("unknown handler: handler=" + name + " known=" + names()
                    + "; name one of them, or a class and its --classpath");
        } catch (LinkageError e) {
            throw new IllegalArgumentException("handler can't be loaded: class=" + name + " reason=" + e, e);
        }
    }

    private static TaskHandler construct(Class<? extends TaskHandler> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    "handler can't be made: class=" + type.getName() + " reason=" + reason
                            + "; it needs a public constructor without parameters",
                    e);
        }
    }

    private String names() {
        return ServiceLoader.load(TaskHandler.class, loader).stream()
                .map(provider -> provider.get().name())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(","));
    }

    private static URL[] urls(String classPath) {
        List<URL> urls = new ArrayList<>();
        for (String part : classPath.split(File.pathSeparator)) {
            if (part.equals("*") || part.endsWith("/*")) {
                addJars(part.equals("*") ? "." : part.substring(0, part.length() - 2), urls);
            } else if (!part.isEmpty()) {
                urls.add(url(Path.of(part)));
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static void addJars(String folder, List<URL> urls) {
        File[] jars = new File(folder).listFiles((parent, name) -> name.endsWith(".jar"));
        if (jars == null) {
            throw new IllegalArgumentException("no such folder on the class path: path=" + folder);
        }
        for (File jar : jars) {
            urls.add(url(jar.toPath()));
        }
    }

    private static URL url(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("no such file on the class path: path=" + path);
        }
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not usable on the class path: path=" + path, e);
        }
    }
}
