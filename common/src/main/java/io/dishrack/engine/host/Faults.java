package io.dishrack.engine.host;

/** Is told of each step that a kill may interrupt. In production it does nothing, and costs nothing once compiled. */
@FunctionalInterface
public interface Faults {

    /** Nothing happens. */
    Faults NONE = fault -> {};

    /** The step named was just completed; does not return when the process is to die here. */
    void reached(Fault fault);
}
