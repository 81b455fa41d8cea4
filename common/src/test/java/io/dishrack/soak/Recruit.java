package io.dishrack.soak;

/**
 * How a process of a slot is started.
 *
 * @param command whether as one of the real commands, else through the library
 * @param batch items put or claimed at once; workers, of a real dryer
 * @param workMicros how long a dryer works on an item, at least
 */
record Recruit(boolean command, int batch, int workMicros) {

    @Override
    public String toString() {
        return (command ? "command" : "library") + " batch=" + batch
                + (workMicros > 0 ? " work=" + workMicros + "us" : "");
    }
}
