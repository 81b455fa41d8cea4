package io.dishrack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar, and the Java that runs it. */
public final class VersionProvider implements IVersionProvider {

    private static final String WRITTEN_BY_MAVEN = "/META-INF/maven/io.dishrack/dishrack-common/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        String java = " (Java " + System.getProperty("java.version") + ")";
        try (InputStream in = VersionProvider.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
            if (in == null) {
                return new String[] {"development" + java};
            }
            Properties properties = new Properties();
            properties.load(in);
            return new String[] {properties.getProperty("version") + java};
        }
    }
}
