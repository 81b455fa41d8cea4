package io.dishrack.dryer.handler;

import io.dishrack.Report;

/** This item can't be worked on, and trying again would not help. */
public final class ItemRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Report report;

    /** With a message of one line: fact, key=value, way out. */
    public ItemRejectedException(String message) {
        super(message);
        this.report = Report.failure(1, message);
    }

    /** With what came of the attempt. */
    public ItemRejectedException(Report report) {
        super("rejected: exit=" + report.exitCode());
        this.report = report;
    }

    /** What is kept of it. */
    public Report report() {
        return report;
    }
}
