package io.dishrack.request;

import io.dishrack.DishrackException;
import io.dishrack.Report;
import io.dishrack.Result;
import java.nio.charset.StandardCharsets;

/**
 * The work on a request failed for good. What was thrown elsewhere is told as text: neither its class nor anything that
 * it names is loaded here.
 */
public final class WorkFailedException extends DishrackException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 400;

    private final transient Result result;

    /**
     * Of a result.
     *
     * @param id of the request, or null
     */
    public WorkFailedException(Result result, String id) {
        super(Category.FAILED, message(result, id), null);
        this.result = result;
    }

    private static String message(Result result, String id) {
        Report report = result.report();
        StringBuilder text = new StringBuilder("work failed: item=").append(result.number());
        if (id != null) {
            text.append(" id=").append(id);
        }
        text.append(" state=").append(result.state()).append(" attempt=").append(result.attempt());
        text.append(" worker=").append(result.worker()).append(" exit=").append(report.exitCode());
        text.append(" reason=").append(reason(report));
        return text.append("; rack show tells all of it").toString();
    }

    private static String reason(Report report) {
        Report.Thrown thrown = report.thrown();
        String reason;
        if (thrown != null) {
            reason = thrown.className() + (thrown.message() == null ? "" : ": " + thrown.message());
        } else {
            reason = lastLine(new String(report.error(), StandardCharsets.UTF_8));
        }
        return reason.length() > SHOWN ? reason.substring(0, SHOWN) + "..." : reason;
    }

    private static String lastLine(String text) {
        String stripped = text.strip();
        return stripped.isEmpty()
                ? "unknown"
                : stripped.substring(stripped.lastIndexOf('\n') + 1).strip();
    }

    /** How it ended: the attempt, by whom, when, with which output. Null after this exception was serialised. */
    public Result result() {
        return result;
    }

    /** The class of the exception that was thrown there, or null when no Java handler did the work. */
    public String className() {
        return result.report().thrown() == null
                ? null
                : result.report().thrown().className();
    }

    /** The message of the exception that was thrown there, or null. */
    public String remoteMessage() {
        return result.report().thrown() == null
                ? null
                : result.report().thrown().message();
    }

    /** Its stack trace as text, or the end of what a command wrote to its standard error. */
    public String remoteTrace() {
        return new String(result.report().error(), StandardCharsets.UTF_8);
    }
}
