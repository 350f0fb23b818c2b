package io.fairlead.cli;

import java.util.Locale;

/** The values of {@code --source}: the sources there are so far. */
enum Source {
    WATCH,
    ENDPOINTS,
    ENV;

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
