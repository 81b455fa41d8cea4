package io.dishrack.call;

/**
 * Brings functions into a dryer: registered for {@link java.util.ServiceLoader} under this interface, on the class path
 * of {@code dryer --handler call --classpath PATH}. What may be called is thus chosen by who starts the dryer; a call can
 * name nothing else.
 */
public interface CallService {

    /** Registers what it has. */
    void register(Functions functions);
}
