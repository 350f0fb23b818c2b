package io.fairlead.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the policies made of a suite; each is run once, when somebody asks. */
final class Results {
    private record Key(Theme theme, String policy) {}

    static final Results STUDY = new Results(StudySuite.suite());
    static final Results OTHER = new Results(OtherSuite.suite());

    private final Suite suite;
    private final Map<Key, Summary> summaries = new ConcurrentHashMap<>();

    private Results(Suite suite) {
        this.suite = suite;
    }

    Suite suite() {
        return suite;
    }

    Case of(Theme theme) {
        return suite.cases().get(theme);
    }

    Summary of(Theme theme, String policy) {
        Policy found = theme.policies().stream()
                .filter(each -> each.name().equals(policy))
                .findFirst()
                .orElseThrow();
        return summaries.computeIfAbsent(
                new Key(theme, policy), key -> Summary.of(of(theme).scenario(), found, suite.seeds()));
    }

    @Override
    public String toString() {
        return suite.name();
    }
}
