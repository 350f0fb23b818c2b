package io.fairlead.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies are what they were: each table of a scenario is as checked in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TablesTest {
    private final Results study = new Results(StudySuite.suite());
    private final Results other = new Results(OtherSuite.suite());

    Stream<Theme> themes() {
        return Stream.of(Theme.values());
    }

    @ParameterizedTest
    @MethodSource("themes")
    void tablesOfTheStudyAreAsCheckedIn(Theme theme) throws IOException {
        compare(study, theme);
    }

    @ParameterizedTest
    @MethodSource("themes")
    void tablesOfTheOtherSuiteAreAsCheckedIn(Theme theme) throws IOException {
        compare(other, theme);
    }

    private static void compare(Results results, Theme theme) throws IOException {
        CheckedIn file = new CheckedIn(Path.of(results.suite().name(), theme.file() + ".txt"));
        String table = Table.of(results.of(theme), results);
        if (CheckedIn.REWRITE) {
            file.write(table);
        }
        assertThat(table)
                .as("%s; -D%s=true writes it anew", file, CheckedIn.PROPERTY)
                .isEqualTo(file.read());
    }
}
