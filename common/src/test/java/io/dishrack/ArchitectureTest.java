package io.dishrack;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use whom; the package pages say why. */
@Timeout(120)
class ArchitectureTest {

    private static JavaClasses common;

    @BeforeAll
    static void readClasses() {
        common = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.dishrack");
    }

    @Test
    void onlyTheLogUsesChronicle() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dishrack.engine.log..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft..")
                .check(common);
    }

    @Test
    void onlyTheEngineCallsTheSystem() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dishrack.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(common);
    }

    @Test
    void onlyCommandsKnowPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dishrack.cli..", "io.dishrack.rack..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(common);
    }

    @Test
    void onlyOnePackageDrawsBars() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dishrack.cli.progress")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("me.tongfei..")
                .check(common);
    }

    @Test
    void thePublicPackagesKnowNoEngineAndNoLibrary() {
        classes()
                .that()
                .resideInAnyPackage("io.dishrack", "io.dishrack.spi")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.dishrack", "io.dishrack.spi"))
                .check(common);
    }

    @Test
    void theEngineKnowsNoCommand() {
        noClasses()
                .that()
                .resideInAPackage("io.dishrack.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.dishrack.cli..", "io.dishrack.rack..")
                .check(common);
    }

    @Test
    void commandsUseThePublicApiOnly() {
        noClasses()
                .that()
                .resideInAnyPackage("io.dishrack.cli..", "io.dishrack.rack..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dishrack.engine..")
                .check(common);
    }

    /** So they work with every engine. */
    @Test
    void requestsPoolsAndCallsUseThePublicQueueOnly() {
        classes()
                .that()
                .resideInAnyPackage("io.dishrack.request", "io.dishrack.pool")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "io.dishrack", "io.dishrack.threads", "io.dishrack.request", "io.dishrack.pool"))
                .check(common);
        classes()
                .that()
                .resideInAPackage("io.dishrack.call")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "com.fasterxml.jackson.core",
                        "io.dishrack",
                        "io.dishrack.request",
                        "io.dishrack.pool",
                        "io.dishrack.threads",
                        "io.dishrack.call"))
                .check(common);
        classes()
                .that()
                .resideInAPackage("io.dishrack.threads")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.dishrack.threads"))
                .check(common);
    }

    @Test
    void theLayersAboveTheQueueDoNotUseEachOtherInCircles() {
        SlicesRuleDefinition.slices()
                .matching("io.dishrack.(request|pool|call|threads)..")
                .should()
                .beFreeOfCycles()
                .check(common);
    }

    @Test
    void thePartsOfTheEngineDoNotUseEachOtherInCircles() {
        SlicesRuleDefinition.slices()
                .matching("io.dishrack.engine.(*)..")
                .should()
                .beFreeOfCycles()
                .check(common);
    }

    @Test
    void noPartOfTheEngineUsesTheWhole() {
        noClasses()
                .that()
                .resideInAPackage("io.dishrack.engine.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dishrack.engine")
                .check(common);
    }

    @Test
    void nothingInTheLibraryPrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.dishrack.cli..", "io.dishrack.rack..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(common);
    }

    @Test
    void onlyMainClassesExit() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .check(common);
    }

    /** By their sources: at the time of this test the other modules are not compiled yet. */
    @ParameterizedTest
    @CsvSource({"washer, io.dishrack.dryer", "dryer, io.dishrack.washer", "dryer, io.dishrack.dishes"})
    void washerAndDryerNeverUseEachOther(String module, String foreign) throws IOException {
        assertEquals(List.of(), imports(module, foreign));
        assertFalse(Files.readString(moduleFolder(module).resolve("pom.xml"))
                .contains("<artifactId>dishrack-" + (module.equals("dryer") ? "washer" : "dryer") + "</artifactId>"));
    }

    @ParameterizedTest
    @CsvSource({
        "washer, net.openhft",
        "washer, com.sun.jna",
        "washer, me.tongfei",
        "washer, io.dishrack.engine",
        "dryer, net.openhft",
        "dryer, io.dishrack.engine"
    })
    void theProgramsUseThePublicApiOnly(String module, String hidden) throws IOException {
        assertEquals(List.of(), imports(module, hidden));
    }

    @Test
    void ofTheDryerOnlyTheSpawnerCallsTheSystem() throws IOException {
        assertEquals(List.of(), imports("dryer", "com.sun.jna", "io/dishrack/dryer/spawn/"));
        assertFalse(imports("dryer", "com.sun.jna").isEmpty());
    }

    private static List<String> imports(String module, String packageName) throws IOException {
        return imports(module, packageName, "nowhere");
    }

    private static List<String> imports(String module, String packageName, String exempt) throws IOException {
        try (Stream<Path> files = Files.walk(moduleFolder(module).resolve("src/main/java"))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains(exempt))
                    .toList();
            assertFalse(sources.isEmpty());
            return sources.stream()
                    .flatMap(ArchitectureTest::lines)
                    .filter(line -> line.matches("import (static )?" + packageName.replace(".", "\\.") + "\\..*"))
                    .toList();
        }
    }

    private static Stream<String> lines(Path source) {
        try {
            return Files.readAllLines(source).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path moduleFolder(String module) {
        return Path.of(System.getProperty("dishrack.root", "..")).resolve(module);
    }
}
