package io.dishrack.rack;

import io.dishrack.ProcessInfo;
import io.dishrack.QueueStatus;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A status as OpenMetrics 1.0 text. Gauges and counters only: these the older Prometheus text format, which
 * node-exporter's textfile collector reads, has too, and it takes UNIT and EOF for comments. No label has a process id or
 * an item's number, so the number of series stays small; ages and counts tell when to look, rack status tells where.
 */
final class OpenMetrics {

    private final StringBuilder text = new StringBuilder();
    private final String queue;
    private final long nowMillis;

    OpenMetrics(String queue, long nowMillis) {
        this.queue = "queue=\"" + escaped(queue) + "\"";
        this.nowMillis = nowMillis;
    }

    String text(QueueStatus status) {
        family("dishrack_put_items", "counter", "items", "Items ever put.");
        sample("dishrack_put_items_total", "", status.put());
        family("dishrack_done_items", "counter", "items", "Items acknowledged as done.");
        sample("dishrack_done_items_total", "", status.done());
        family("dishrack_items", "gauge", "", "Items by state.");
        state("ready", status.ready());
        state("taken", status.taken());
        state("delayed", status.delayed());
        state("done", status.done());
        state("dead", status.dead());
        state("cancelled", status.cancelled());
        gauge("dishrack_unfinished_items", "items", "Items put and not finished.", status.unfinished());
        gauge("dishrack_max_size_items", "items", "Items that may wait, 0 for any number.", status.maxSize());
        gauge("dishrack_limit_items", "items", "Items that may run at once, 0 for any number.", status.limit());
        gauge("dishrack_paused", "", "1 when nothing is handed out, else 0.", status.paused() ? 1 : 0);
        gauge("dishrack_shutdown", "", "1 when the queue is shut down, else 0.", status.shutdown() ? 1 : 0);
        gauge("dishrack_disk_bytes", "bytes", "Size of the files, holes included.", status.diskBytes());
        ages(status);
        processes(status);
        text.append("# EOF\n");
        return text.toString();
    }

    private void ages(QueueStatus status) {
        gauge(
                "dishrack_oldest_waiting_seconds",
                "seconds",
                "Age of the oldest item that waits, 0 when none does or it is not known.",
                seconds(status.pace().oldestWaitingMillis()));
        gauge(
                "dishrack_longest_running_seconds",
                "seconds",
                "How long the item that runs longest has been running, 0 when none does.",
                seconds(Activity.longest(status)
                        .map(ProcessInfo::busySinceMillis)
                        .orElse(0L)));
    }

    private double seconds(long sinceMillis) {
        return sinceMillis == 0 ? 0 : Math.max(0, nowMillis - sinceMillis) / 1000.0;
    }

    private void processes(QueueStatus status) {
        Map<String, Long> counts = new TreeMap<>();
        for (ProcessInfo process : status.processes()) {
            counts.merge(
                    ",role=\"" + escaped(process.role()) + "\",liveness=\"" + Json.name(process.liveness()) + "\"",
                    1L,
                    Long::sum);
        }
        // Always there, so that their absence can be alerted on.
        counts.putIfAbsent(",role=\"dryer\",liveness=\"alive\"", 0L);
        family("dishrack_processes", "gauge", "", "Processes that have the queue open.");
        counts.forEach((labels, count) -> sample("dishrack_processes", labels, count));
    }

    private void state(String name, long count) {
        sample("dishrack_items", ",state=\"" + name + "\"", count);
    }

    private void gauge(String name, String unit, String help, double value) {
        family(name, "gauge", unit, help);
        sample(name, "", value);
    }

    /** A name ends with its unit. */
    private void family(String name, String type, String unit, String help) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        if (!unit.isEmpty()) {
            text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
        }
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    }

    private void sample(String name, String labels, double value) {
        String number =
                value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
        text.append(name)
                .append('{')
                .append(queue)
                .append(labels)
                .append("} ")
                .append(number)
                .append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
