package io.fairlead.dns;

import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.TextParseException;

/** DNS names made of text and of each other. */
final class Names {
    private Names() {}

    /** The absolute name of this text, with or without the dot at its end; nothing if it is no name of at least one label. */
    static Optional<Name> absolute(String text) {
        try {
            Name name = Name.fromString(text, Name.root);
            return name.labels() > 1 ? Optional.of(name) : Optional.empty();
        } catch (TextParseException e) {
            return Optional.empty();
        }
    }

    /** The name below a domain; nothing if that is too long for a name. */
    static Optional<Name> below(String labels, Name domain) {
        try {
            return Optional.of(Name.concatenate(Name.fromString(labels), domain));
        } catch (TextParseException | NameTooLongException e) {
            return Optional.empty();
        }
    }

    /** Without the dot at its end, in lower case: as people write it. */
    static String text(Name name) {
        return name.canonicalize().toString(true);
    }

    /** The first label, in lower case. */
    static String first(Name name) {
        return name.canonicalize().getLabelString(0);
    }
}
