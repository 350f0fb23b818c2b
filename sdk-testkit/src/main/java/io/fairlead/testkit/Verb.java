package io.fairlead.testkit;

import java.util.Locale;

/** What a request asks for, by the names that RBAC rules use. */
public enum Verb {
    /** One object by its name in the path. */
    GET,
    /** The objects of a namespace or of all namespaces. */
    LIST,
    /** A stream of changes. */
    WATCH;

    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
