package io.fairlead.simulation;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies are what they were: each table of a scenario is as checked in. */
class TablesTest {
    @ParameterizedTest
    @EnumSource
    void tablesOfTheStudyAreAsCheckedIn(Theme theme) throws IOException {
        compare(Results.STUDY, theme);
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfTheOtherSuiteAreAsCheckedIn(Theme theme) throws IOException {
        compare(Results.OTHER, theme);
    }

    private static void compare(Results results, Theme theme) throws IOException {
        new CheckedIn(Path.of(results.suite().name(), theme.file() + ".txt"))
                .compare(Table.of(results.of(theme), results));
    }
}
