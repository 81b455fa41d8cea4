package io.dishrack.engine;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Whose queue it is. A queue belongs to one user: what another makes in it, be it root, that user could not use. */
final class Ownership {

    /** Its owner is the user of this process, as the system sees it. */
    private static final Path SELF = Path.of("/proc/self");

    private Ownership() {}

    /** Refuses the folder of another user, and one in which others can write. */
    static void require(Path folder) {
        try {
            Object owner = uid(folder);
            Object self = uid(SELF);
            if (!owner.equals(self)) {
                throw new QueueUnusableException("queue of another user: folder=" + folder + " owner=" + ownerOf(folder)
                        + " uid=" + owner + " own=" + self + "; become that user");
            }
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
            if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new QueueUnusableException("others can write in the queue's folder: folder=" + folder + " mode="
                        + PosixFilePermissions.toString(mode) + "; make it private: chmod 700");
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // The system does not tell; it decides itself what this process may open.
        }
    }

    private static Object uid(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid");
    }

    /** The owner's name, for messages. */
    static String ownerOf(Path path) {
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }
}
