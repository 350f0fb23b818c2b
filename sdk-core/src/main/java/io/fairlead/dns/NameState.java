package io.fairlead.dns;

import io.fairlead.endpoint.Resolution;
import java.util.Optional;

/**
 * What is known of a name.
 *
 * @param last what was told last
 * @param addresses those that were known last
 */
record NameState(String name, Optional<Looked<Addresses>> last, Addresses addresses) {
    /** Nothing yet. */
    static NameState asked(String name) {
        return new NameState(name, Optional.empty(), Addresses.NONE);
    }

    /** The next one. */
    NameState heard(Looked<Addresses> looked) {
        Addresses now = looked instanceof Looked.Known<Addresses> known ? known.value() : addresses;
        return new NameState(name, Optional.of(looked), now);
    }

    /** Whether it has addresses, or it is known that they cannot be told. */
    boolean isHeard() {
        return last.isPresent();
    }

    // The name's own machine has no DNS to ask: whoever connects may have.
    boolean isLeftAsName() {
        return failure()
                .filter(unknown -> unknown.kind() == Resolution.Failed.Kind.ABSENT)
                .isPresent();
    }

    /** Why its addresses cannot be told, where it is not left as a name. */
    Optional<Looked.Unknown<Addresses>> unknown() {
        return isLeftAsName() ? Optional.empty() : failure();
    }

    /** For explanations. */
    String describe() {
        return failure()
                .map(unknown -> name + ": " + unknown.why())
                .orElseGet(() -> name + " has the addresses " + addresses.all());
    }

    private Optional<Looked.Unknown<Addresses>> failure() {
        return last.filter(looked -> looked instanceof Looked.Unknown)
                .map(looked -> (Looked.Unknown<Addresses>) looked);
    }
}
