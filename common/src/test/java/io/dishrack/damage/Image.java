package io.dishrack.damage;

import io.dishrack.testkit.WorkFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder's files held in memory without their pages of zeros, so that a copy costs little. */
final class Image {

    static final int PAGE = 4096;

    /** A file: its length, and what is not zero by page number. */
    record Content(long length, SortedMap<Integer, byte[]> pages) {}

    private final List<String> folders = new ArrayList<>();
    private final SortedMap<String, Content> files = new TreeMap<>();

    private Image() {}

    static Image of(Path folder) throws IOException {
        Image image = new Image();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted().toList()) {
                String name = folder.relativize(path).toString();
                if (Files.isDirectory(path)) {
                    image.folders.add(name);
                } else {
                    image.files.put(name, content(Files.readAllBytes(path)));
                }
            }
        }
        return image;
    }

    private static Content content(byte[] bytes) {
        SortedMap<Integer, byte[]> pages = new TreeMap<>();
        for (int at = 0; at < bytes.length; at += PAGE) {
            int end = Math.min(at + PAGE, bytes.length);
            for (int i = at; i < end; i++) {
                if (bytes[i] != 0) {
                    pages.put(at / PAGE, java.util.Arrays.copyOfRange(bytes, at, end));
                    break;
                }
            }
        }
        return new Content(bytes.length, pages);
    }

    /** The files, by name relative to the folder. */
    SortedMap<String, Content> files() {
        return files;
    }

    /** The folders below, without the folder itself. */
    List<String> subfolders() {
        return folders.stream().filter(name -> !name.isEmpty()).toList();
    }

    /** Makes the folder anew, which must not be there. */
    void restore(Path folder) throws IOException {
        for (String name : folders) {
            Files.createDirectories(folder.resolve(name));
        }
        for (var entry : files.entrySet()) {
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve(entry.getKey()).toFile(), "rw")) {
                file.setLength(entry.getValue().length());
                for (var page : entry.getValue().pages().entrySet()) {
                    file.seek((long) page.getKey() * PAGE);
                    file.write(page.getValue());
                }
            }
        }
    }

    /** Deletes a folder with all below, links not followed. */
    static void delete(Path folder) throws IOException {
        WorkFolder.delete(folder);
    }
}
