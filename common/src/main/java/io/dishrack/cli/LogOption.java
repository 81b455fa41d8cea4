package io.dishrack.cli;

import picocli.CommandLine.Option;

/** In which form a program tells what happens. */
public final class LogOption {

    /** The forms. */
    enum Form {
        TEXT,
        JSON
    }

    @Option(
            names = "--log",
            paramLabel = "FORM",
            description = "How to tell what happens: text, or json, an object a line for each event.")
    private Form form = Form.TEXT;

    /** To be called first. */
    public void apply(Stdio stdio) {
        if (form == Form.JSON) {
            stdio.log().asJson();
        }
    }

    /** Whether it is JSON. */
    public boolean isJson() {
        return form == Form.JSON;
    }
}
