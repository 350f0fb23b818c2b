package io.fairlead.cli;

import java.util.Locale;

/** The values of {@code --source}. */
enum Source {
    WATCH,
    ENDPOINTS,
    DNS,
    ENV;

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
