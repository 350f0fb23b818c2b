package io.fairlead.dns;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** What is known of one question. TTLs are within the bounds of the options. */
sealed interface Answer {
    /**
     * There are such records.
     *
     * @param records at least one, all of the type that was asked for
     * @param aliases the names that the one asked for stands for, one after the other; empty if it is no alias
     * @param additional what the server sent along
     * @param ttl how long it holds
     */
    record Found(List<Record> records, List<Name> aliases, List<Record> additional, Duration ttl) implements Answer {
        public Found {
            records = List.copyOf(records);
            aliases = List.copyOf(aliases);
            additional = List.copyOf(additional);
        }
    }

    /**
     * There is none.
     *
     * @param noName whether there is not even the name
     * @param aliases as above
     * @param zone whose word it is, where the server tells: the owner of the SOA record
     * @param ttl how long it holds
     */
    record None(boolean noName, List<Name> aliases, Optional<Name> zone, Duration ttl) implements Answer {
        public None {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * Nobody could tell.
     *
     * @param why whom was asked, and what became of it
     * @param heard whether a server answered, with an error
     */
    record Failed(String why, boolean heard) implements Answer {}
}
