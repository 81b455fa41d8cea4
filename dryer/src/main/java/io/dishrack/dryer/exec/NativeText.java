package io.dishrack.dryer.exec;

import io.dishrack.cli.RawArguments;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which bytes the JVM can hand to a process as they are. {@link ProcessBuilder} takes Strings and encodes them with a
 * charset that the locale decides: {@code file.encoding} up to Java 17, {@code sun.jnu.encoding} since.
 */
final class NativeText {

    /** The charset of the system's strings. */
    static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final boolean ONE_CHARSET = CHARSET.equals(Charset.defaultCharset());

    private NativeText() {}

    /** The String that ProcessBuilder turns into exactly these bytes, or null when there is none. */
    static String of(String byteString) {
        if (isAscii(byteString)) {
            return byteString;
        }
        if (!ONE_CHARSET) {
            return null;
        }
        String text = new String(RawArguments.bytes(byteString), CHARSET);
        return RawArguments.byteString(text.getBytes(CHARSET)).equals(byteString) ? text : null;
    }

    /** The same for all of them, or null when there is none for one. */
    static List<String> of(List<String> byteStrings) {
        List<String> texts = new ArrayList<>(byteStrings.size());
        for (String byteString : byteStrings) {
            String text = of(byteString);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    /** The bytes that the system gets for a String, as a byte string. */
    static String byteString(String text) {
        return isAscii(text) ? text : RawArguments.byteString(text.getBytes(CHARSET));
    }

    private static boolean isAscii(String byteString) {
        for (int i = 0; i < byteString.length(); i++) {
            if (byteString.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
