package io.dishrack.bench.lab;

import io.dishrack.bench.report.Section;

/** Something that can be measured. */
public interface Measurement {

    /**
     * Measures and adds what it finds to the section, a line as soon as it is known.
     *
     * @throws Exception when what ran did something wrong, or could not run; a poor figure is not wrong
     */
    void run(Lab lab, Section section) throws Exception;
}
