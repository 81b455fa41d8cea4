package io.dishrack.dryer.handler;

import io.dishrack.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The item is a folder: prints every regular file below it, a path a line, as {@code find ITEM -type f} does. Names are
 * bytes. Symbolic links are not followed. What vanishes meanwhile is left out; a folder that may not be read fails the
 * item, after all the others were listed.
 */
public final class ListFilesHandler implements TaskHandler {

    /** A folder still to be listed, and the bytes that its path is printed with. */
    private record Folder(Path path, byte[] shown) {}

    @Override
    public String name() {
        return "list-files";
    }

    @Override
    public Report handle(Task task) throws Exception {
        Path root = root(task.payload());
        BasicFileAttributes kind = attributes(root);
        if (kind == null) {
            throw new ItemFailedException("no such file or folder: path=" + text(task.payload())
                    + "; put the path as seen from the dryer's working folder");
        }
        if (kind.isRegularFile()) {
            line(task.out(), task.payload());
        } else if (kind.isDirectory()) {
            walk(new Folder(root, task.payload()), task);
        }
        return Report.NONE;
    }

    private static Path root(byte[] item) throws ItemRejectedException {
        try {
            if (item.length > 0) {
                return PathBytes.path(item);
            }
        } catch (IllegalArgumentException e) {
            // told below: only a NUL makes a path invalid
        }
        throw new ItemRejectedException("not a path: item=" + (item.length == 0 ? "(empty)" : text(item))
                + "; an item of list-files names a folder");
    }

    private static void walk(Folder root, Task task) throws Exception {
        Deque<Folder> pending = new ArrayDeque<>();
        List<Folder> unreadable = new ArrayList<>();
        pending.push(root);
        while (!pending.isEmpty()) {
            Folder folder = pending.pop();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
                for (Path entry : entries) {
                    list(entry, folder.shown(), task.out(), pending);
                    if (task.cancelled() || Thread.currentThread().isInterrupted()) {
                        throw new InterruptedException();
                    }
                }
            } catch (AccessDeniedException e) {
                unreadable.add(folder);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            } catch (NoSuchFileException e) {
                continue; // vanished since its parent was read
            }
        }
        if (!unreadable.isEmpty()) {
            throw new ItemRejectedException("folder may not be read: path="
                    + text(unreadable.get(0).shown()) + " count=" + unreadable.size()
                    + "; the files of the other folders were listed");
        }
    }

    private static void list(Path entry, byte[] parent, OutputStream out, Deque<Folder> pending) throws IOException {
        BasicFileAttributes kind = attributes(entry);
        if (kind == null) {
            return;
        }
        if (kind.isRegularFile()) {
            line(out, joined(parent, entry));
        } else if (kind.isDirectory()) {
            pending.push(new Folder(entry, joined(parent, entry)));
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static byte[] joined(byte[] parent, Path entry) {
        byte[] name = PathBytes.lastName(entry);
        ByteArrayOutputStream path = new ByteArrayOutputStream(parent.length + name.length + 1);
        path.writeBytes(parent);
        if (parent[parent.length - 1] != '/') {
            path.write('/');
        }
        path.writeBytes(name);
        return path.toByteArray();
    }

    private static void line(OutputStream out, byte[] path) throws IOException {
        out.write(path);
        out.write('\n');
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace('\n', ' ').replace('\0', ' ');
    }
}
