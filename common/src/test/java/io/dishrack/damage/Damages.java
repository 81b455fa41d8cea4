package io.dishrack.damage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws damages to the files of a specimen; the same seed and number, the same damage. */
final class Damages {

    private static final long[] ODD_VALUES = {
        0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL, 0xC000_0000L, 0x3FFF_FFFFL
    };
    private static final int[] LENGTHS = {1, 2, 4, 8, 64, 512, Image.PAGE};
    /** A header of the log's format that names a class: one that no reader may load. */
    private static final String FOREIGN_HEADER = "!io.dishrack.damage.Bomb {\n  wireType: !WireType BINARY_LIGHT\n}\n";

    private final Specimen specimen;
    private final Image other;
    private final List<String> files;

    /** Damages to {@code specimen}, some with files of {@code other}. */
    Damages(Specimen specimen, Image other) {
        this.specimen = specimen;
        this.other = other;
        this.files = List.copyOf(specimen.image().files().keySet());
    }

    /** The damage of a number. */
    Damage draw(long seed, long number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        if (random.nextInt(20) == 0) {
            return folderDamage(random);
        }
        String file = pick(random);
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> truncate(file, random);
            case 3, 4 -> zero(file, random);
            case 5, 6, 7, 8, 9 -> Blows.flip(file, place(file, random, 1), random.nextInt(8));
            case 10, 11, 12 -> oddWord(file, random);
            case 13 -> swapPlaces(file, random);
            case 14 -> Blows.swapFiles(file, files.get(random.nextInt(files.size())));
            case 15 -> Blows.remove(file);
            case 16, 17 -> foreign(file, random);
            case 18 -> noise(file, random);
            default -> oddFile(file, random);
        };
    }

    /** Kinds of files are equally likely, however many files there are of each. */
    private String pick(SplittableRandom random) {
        List<List<String>> kinds = new ArrayList<>();
        for (String start : List.of(
                "queue",
                "control",
                "locks",
                "keys",
                "reclaimed",
                "origins/",
                "ledger/",
                "items/large",
                "results/large",
                "items/kept",
                "results/kept")) {
            kinds.add(files.stream().filter(f -> f.startsWith(start)).toList());
        }
        for (String log : List.of("items/", "results/")) {
            // The messages are most of a queue.
            for (int weight = 0; weight < 2; weight++) {
                kinds.add(files.stream()
                        .filter(f -> f.startsWith(log) && f.endsWith(".cq4"))
                        .toList());
            }
            kinds.add(files.stream()
                    .filter(f -> f.startsWith(log) && f.endsWith(".cq4t"))
                    .toList());
        }
        kinds.removeIf(List::isEmpty);
        List<String> kind = kinds.get(random.nextInt(kinds.size()));
        return kind.get(random.nextInt(kind.size()));
    }

    private Image.Content content(String file) {
        return specimen.image().files().get(file);
    }

    /** Mostly where something stands, sometimes in the header, sometimes anywhere. */
    private long place(String file, SplittableRandom random, int alignment) {
        Image.Content content = content(file);
        long length = Math.max(1, content.length());
        int where = random.nextInt(10);
        long at;
        if (where == 0 || content.pages().isEmpty()) {
            at = random.nextLong(length);
        } else if (where <= 3) {
            at = random.nextLong(Math.min(length, 512));
        } else {
            List<Integer> pages = List.copyOf(content.pages().keySet());
            int page = pages.get(random.nextInt(pages.size()));
            at = (long) page * Image.PAGE + something(content.pages().get(page), random);
        }
        return at / alignment * alignment;
    }

    private static int something(byte[] page, SplittableRandom random) {
        int from = random.nextInt(page.length);
        for (int i = 0; i < page.length; i++) {
            if (page[(from + i) % page.length] != 0) {
                return (from + i) % page.length;
            }
        }
        return from;
    }

    private Damage truncate(String file, SplittableRandom random) {
        long length = content(file).length();
        return switch (random.nextInt(5)) {
            case 0 -> Blows.truncate(file, 0);
            case 1 -> Blows.truncate(file, Math.max(0, length - 1));
            case 2 -> Blows.truncate(file, length / 2 / Image.PAGE * Image.PAGE);
            case 3 -> Blows.truncate(file, length + 1 + random.nextInt(1 << 20));
            default -> Blows.truncate(file, place(file, random, 1));
        };
    }

    private Damage zero(String file, SplittableRandom random) {
        int choice = random.nextInt(LENGTHS.length + 2);
        if (choice >= LENGTHS.length) {
            long from = choice == LENGTHS.length ? 0 : place(file, random, Image.PAGE);
            return Blows.overwrite(
                    "zero", file, from, new byte[(int) Math.max(0, content(file).length() - from)]);
        }
        return Blows.overwrite("zero", file, place(file, random, LENGTHS[choice]), new byte[LENGTHS[choice]]);
    }

    private Damage oddWord(String file, SplittableRandom random) {
        int size = random.nextBoolean() ? Long.BYTES : Integer.BYTES;
        long value =
                switch (random.nextInt(3)) {
                    case 0 -> random.nextLong();
                    case 1 -> random.nextInt(5000);
                    default -> ODD_VALUES[random.nextInt(ODD_VALUES.length)];
                };
        ByteBuffer word = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        byte[] bytes = (size == Long.BYTES ? word.putLong(value) : word.putInt((int) value)).array();
        return Blows.overwrite("word 0x" + Long.toHexString(value), file, place(file, random, size), bytes);
    }

    private Damage swapPlaces(String file, SplittableRandom random) {
        int length = random.nextBoolean() ? Image.PAGE : Long.BYTES;
        return Blows.swap(file, place(file, random, length), place(file, random, length), length);
    }

    private Damage noise(String file, SplittableRandom random) {
        int length = LENGTHS[random.nextInt(LENGTHS.length)];
        return Blows.overwrite("noise", file, place(file, random, length), bytes(length, random));
    }

    private static byte[] bytes(int length, SplittableRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Damage foreign(String file, SplittableRandom random) {
        int length = (int) Math.min(content(file).length(), 1 << 21);
        return switch (random.nextInt(5)) {
            case 0 -> Blows.replace("random", file, bytes(length, random));
            case 1 ->
                Blows.replace(
                        "text",
                        file,
                        "To be, or not to be.\n".repeat(length / 21 + 1).getBytes(StandardCharsets.US_ASCII));
            case 2 -> Blows.replace("nothing", file, new byte[0]);
            case 3 -> Blows.replace("class header", file, classHeader(length));
            default -> {
                Image.Content theirs = other.files().get(file);
                yield theirs == null
                        ? Blows.replace("random", file, bytes(length, random))
                        : Blows.replace("another queue's", file, bytesOf(theirs));
            }
        };
    }

    private static byte[] bytesOf(Image.Content content) {
        byte[] bytes = new byte[(int) content.length()];
        content.pages().forEach((page, part) -> System.arraycopy(part, 0, bytes, page * Image.PAGE, part.length));
        return bytes;
    }

    private static byte[] classHeader(int length) {
        byte[] header = FOREIGN_HEADER.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(length, header.length + Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putInt(0x4000_0000 | header.length).put(header).array();
    }

    private static Damage oddFile(String file, SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Blows.link(file);
            case 1 -> Blows.otherType(file);
            default -> Blows.pipe(file);
        };
    }

    private Damage folderDamage(SplittableRandom random) {
        List<String> folders = specimen.image().subfolders();
        String folder = folders.get(random.nextInt(folders.size()));
        return switch (random.nextInt(3)) {
            case 0 -> Blows.remove(folder);
            case 1 -> Blows.link(folder);
            default -> Blows.otherType(folder);
        };
    }
}
