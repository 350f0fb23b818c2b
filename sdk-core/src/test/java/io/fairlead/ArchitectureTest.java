package io.fairlead;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table of docs/architecture.md. */
class ArchitectureTest {
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("endpoint", Set.of("internal")),
            Map.entry("time", Set.of("internal")),
            Map.entry("resolver", Set.of("endpoint", "time", "internal")),
            Map.entry("dns", Set.of("resolver", "endpoint", "time", "internal")),
            Map.entry("environment", Set.of("resolver", "endpoint", "internal")),
            Map.entry("selection", Set.of("endpoint", "internal")),
            Map.entry("feedback", Set.of("endpoint", "time", "internal")),
            Map.entry("balancer", Set.of("endpoint", "feedback", "time", "internal")),
            Map.entry("resilience", Set.of("feedback", "time", "internal")),
            Map.entry("kubernetes", Set.of("resolver", "endpoint", "time", "internal")),
            Map.entry("internal", Set.of()));

    // What else a stage is there to wrap; nobody else may.
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "kubernetes", Set.of("io.fabric8.kubernetes.client..", "tools.jackson.core.."),
            "resilience", Set.of("io.github.resilience4j.."),
            "dns", Set.of("org.xbill.DNS.."),
            "resolver", Set.of("tools.jackson.core.."));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("sdk-testkit"))
            .importPackages("io.fairlead");

    static Stream<String> stages() {
        return MAY_IMPORT.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aStageImportsOnlyWhatTheTableAllows(String stage) {
        String[] allowed = Stream.concat(
                        Stream.concat(MAY_IMPORT.get(stage).stream(), Stream.of(stage))
                                .map(name -> "io.fairlead." + name),
                        Stream.concat(
                                LIBRARIES.getOrDefault(stage, Set.of()).stream(),
                                Stream.of("java..", "org.slf4j", "org.jspecify.annotations")))
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage("io.fairlead." + stage)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .check(CLASSES);
    }

    @Test
    void theWiringKnowsTheCircuitBreakersLibraryOnlyAsWhatUsersHandIn() {
        noClasses()
                .that()
                .resideInAPackage("io.fairlead")
                .and()
                .doNotHaveFullyQualifiedName("io.fairlead.ServiceDiscoveryBuilder")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.resilience4j..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("io.fairlead")) // the wiring may import all
                .map(name -> name.substring("io.fairlead.".length()))
                .collect(Collectors.toSet());

        assertThat(packages).isEqualTo(MAY_IMPORT.keySet());
    }

    @Test
    void nobodyImportsTheWiring() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.fairlead")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fairlead")
                .check(CLASSES);
    }

    @Test
    void timeAndChanceAreParameters() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.fairlead.time.SystemTicker")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(java.util.Random.class)
                .check(CLASSES);
    }

    @Test
    void nothingStaticCanChange() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }
}
