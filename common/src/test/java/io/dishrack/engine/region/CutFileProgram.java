package io.dishrack.engine.region;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Uses one word of a mapped file in one way: as often as it is told to; then says {@code ready}, waits for a line, and
 * says how many of its further uses, were told that the file was cut.
 */
public final class CutFileProgram {

    /** Uses after the cut. */
    static final int USES = 200;

    private static final int OFFSET = 4096;

    private CutFileProgram() {}

    /** A way to use the word. */
    enum Way {
        CAS {
            @Override
            void use(Region region) {
                region.casLong(OFFSET, region.longVolatile(OFFSET), 0);
            }
        },
        CAS_OF_ZERO {
            @Override
            void use(Region region) {
                region.casLong(OFFSET, 0, 0);
            }
        },
        CAS_UNTIL_DONE {
            @Override
            void use(Region region) {
                for (long seen = region.longVolatile(OFFSET); ; seen = region.longVolatile(OFFSET)) {
                    if (region.casLong(OFFSET, seen, seen + 1)) {
                        return;
                    }
                }
            }
        },
        ADD_LONG {
            @Override
            void use(Region region) {
                region.addLong(OFFSET, 1);
            }
        },
        ADD_INT {
            @Override
            void use(Region region) {
                region.addInt(OFFSET, 1);
            }
        };

        abstract void use(Region region);
    }

    /** Arguments: the file, its length, the way, how often before the cut, how often a word is read before. */
    public static void main(String[] arguments) throws IOException {
        Region region = Region.map(Path.of(arguments[0]), Long.parseLong(arguments[1]), true);
        Way way = Way.valueOf(arguments[2]);
        for (int i = Integer.parseInt(arguments[4]); i > 0; i--) {
            region.longVolatile(OFFSET);
            region.intVolatile(OFFSET);
        }
        for (int i = Integer.parseInt(arguments[3]); i > 0; i--) {
            way.use(region);
        }
        System.out.println("ready");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        int told = 0;
        for (int i = 0; i < USES; i++) {
            told += isTold(way, region) ? 1 : 0;
        }
        System.out.println("told " + told);
    }

    private static boolean isTold(Way way, Region region) {
        try {
            way.use(region);
            CutFile.tell();
            return false;
        } catch (InternalError cut) {
            return true;
        }
    }
}
