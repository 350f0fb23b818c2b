package io.fairlead.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs the scenarios of a file: {@code -Dfairlead.scenarios=FILE}, described in docs/simulation.md. */
class ScenariosTest {
    private static final String SCENARIOS = "fairlead.scenarios";
    private static final String RESULTS = "fairlead.results";

    @Test
    void scenariosOfTheFileAreRun() throws IOException {
        String named = System.getProperty(SCENARIOS);
        if (named == null) {
            System.out.println(
                    "scenarios: not run; -D" + SCENARIOS + "=FILE names a file of them (docs/simulation.md)");
        }
        Assumptions.assumeTrue(named != null, "no -D" + SCENARIOS + "=FILE");
        Path file = Path.of(named);
        assertThat(file).as(SCENARIOS).isAbsolute().isRegularFile();

        ScenarioFile scenarios = ScenarioFile.read(file);

        Path results = Path.of(System.getProperty(RESULTS, named + ".out"));
        try (PrintStream to = new PrintStream(Files.newOutputStream(results), true, StandardCharsets.UTF_8)) {
            scenarios.lines().forEach(line -> {
                String result = ResultLine.of(line, line.run());
                System.out.println(result);
                to.println(result);
            });
        }
    }
}
