package io.dishrack.bench;

/** Something that can be measured, by name. */
interface Measurement {

    /** By which it is chosen on the command line. */
    String name();

    /**
     * Measures.
     *
     * @throws BenchException when what ran did something wrong; a poor figure is not wrong
     */
    Section run(Lab lab) throws Exception;
}
