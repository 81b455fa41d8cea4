package io.dishrack.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened: a line for people, a name and fields for programs. The names and fields are on the package
 * page. Immutable.
 *
 * @param name which kind of event it is, in snake_case
 * @param message what people are told; null for what is told to programs only
 * @param fields numbers, texts and truths by name, in the order they are shown in
 */
public record Event(String name, String message, Map<String, Object> fields) {

    /** The kind of a message that has no other. */
    public static final String MESSAGE = "message";

    /** Copies the fields. */
    public Event {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** One that people are told too. */
    public static Event of(String name, String message) {
        return new Event(name, message, Map.of());
    }

    /** One that only programs are told. */
    public static Event quiet(String name) {
        return of(name, null);
    }

    /** The same with one field more; without it when there is no value. */
    public Event with(String field, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Event(name, message, more);
    }
}
