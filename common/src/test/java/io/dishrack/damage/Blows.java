package io.dishrack.damage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The kinds of damage, each a change to one file or two. Offsets beyond a file's end change nothing or lengthen it. */
final class Blows {

    private Blows() {}

    static Damage truncate(String file, long length) {
        return new Damage(file, "truncate file=" + file + " to=" + length, queue -> {
            try (RandomAccessFile open = open(queue, file)) {
                open.setLength(length);
            }
        });
    }

    static Damage overwrite(String kind, String file, long at, byte[] bytes) {
        String text = kind + " file=" + file + " at=" + at + " bytes=" + bytes.length;
        return new Damage(file, text, queue -> write(queue, file, at, bytes));
    }

    static Damage flip(String file, long at, int bit) {
        return new Damage(file, "flip file=" + file + " at=" + at + " bit=" + bit, queue -> {
            byte[] one = read(queue, file, at, 1);
            if (one.length == 1) {
                one[0] ^= (byte) (1 << bit);
                write(queue, file, at, one);
            }
        });
    }

    static Damage swap(String file, long first, long second, int length) {
        String text = "swap file=" + file + " at=" + first + " with=" + second + " bytes=" + length;
        return new Damage(file, text, queue -> {
            byte[] a = read(queue, file, first, length);
            byte[] b = read(queue, file, second, length);
            write(queue, file, first, b);
            write(queue, file, second, a);
        });
    }

    static Damage swapFiles(String first, String second) {
        return new Damage(first, "swap file=" + first + " with=" + second, queue -> {
            Path aside = queue.resolveSibling(queue.getFileName() + ".aside");
            if (!first.equals(second)) {
                Files.move(queue.resolve(first), aside);
                Files.move(queue.resolve(second), queue.resolve(first));
                Files.move(aside, queue.resolve(second));
            }
        });
    }

    static Damage replace(String kind, String file, byte[] content) {
        String text = "replace file=" + file + " by=" + kind + " bytes=" + content.length;
        return new Damage(file, text, queue -> Files.write(queue.resolve(file), content));
    }

    static Damage remove(String file) {
        return new Damage(file, "remove file=" + file, queue -> Image.delete(queue.resolve(file)));
    }

    /** A file or folder becomes a symbolic link to what it was, now outside of the queue. */
    static Damage link(String file) {
        return new Damage(file, "link file=" + file, queue -> {
            Path outside = queue.resolveSibling(queue.getFileName() + ".outside");
            Image.delete(outside);
            Files.move(queue.resolve(file), outside, StandardCopyOption.ATOMIC_MOVE);
            Files.createSymbolicLink(queue.resolve(file), outside);
        });
    }

    /** A file becomes an empty folder, or a folder an empty file. */
    static Damage otherType(String file) {
        return new Damage(file, "file for folder, or folder for file: file=" + file, queue -> {
            Path path = queue.resolve(file);
            boolean wasFolder = Files.isDirectory(path);
            Image.delete(path);
            if (wasFolder) {
                Files.createFile(path);
            } else {
                Files.createDirectory(path);
            }
        });
    }

    /** A file becomes a named pipe, which blocks who opens it carelessly. */
    static Damage pipe(String file) {
        return new Damage(file, "named pipe file=" + file, queue -> {
            Path path = queue.resolve(file);
            Image.delete(path);
            try {
                int code = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
                if (code != 0) {
                    throw new IOException("mkfifo failed: code=" + code);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        });
    }

    private static RandomAccessFile open(Path queue, String file) throws IOException {
        return new RandomAccessFile(queue.resolve(file).toFile(), "rw");
    }

    private static byte[] read(Path queue, String file, long at, int length) throws IOException {
        try (RandomAccessFile open = open(queue, file)) {
            byte[] bytes = new byte[length];
            open.seek(Math.min(at, open.length()));
            int n = open.read(bytes);
            return n < 0 ? new byte[0] : java.util.Arrays.copyOf(bytes, n);
        }
    }

    private static void write(Path queue, String file, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile open = open(queue, file)) {
            open.seek(at);
            open.write(bytes);
        }
    }
}
