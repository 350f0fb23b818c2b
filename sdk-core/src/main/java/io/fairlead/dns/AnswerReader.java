package io.fairlead.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * Reads one server's answer to one question: a pure function. Records count only where the name that was asked for leads to them, by
 * its own records or by a chain of aliases; whatever else a server sends is passed over.
 */
final class AnswerReader {
    /** As long as chains that resolvers follow. */
    static final int LONGEST_CHAIN = 16;
    // RFC 2308 leaves the TTL of a negative answer without SOA record to us.
    private static final Duration WITHOUT_SOA = Duration.ofSeconds(5);

    private final DnsOptions options;
    private final int type;
    private final List<Name> aliases;

    /**
     * A reader of one answer.
     *
     * @param aliases that led to the name, where several questions were needed; those of the answer are added
     */
    AnswerReader(DnsOptions options, int type, List<Name> aliases) {
        this.options = options;
        this.type = type;
        this.aliases = new ArrayList<>(aliases);
    }

    /**
     * What the answer says.
     *
     * @param answer if it says all
     * @param open else the name to ask for next
     * @param ttl how long what was said so far holds
     */
    record Reading(Optional<Answer> answer, Name open, Duration ttl) {}

    List<Name> aliases() {
        return aliases;
    }

    Reading read(Name name, Message message, Duration ttl) {
        int rcode = message.getRcode();
        boolean noName = rcode == Rcode.NXDOMAIN;
        if (!message.getHeader().getFlag(Flags.QR) || !(noName || rcode == Rcode.NOERROR)) {
            return all(name, new Answer.Failed(said(message, rcode), true), ttl);
        }
        List<Record> section = message.getSection(Section.ANSWER);
        Name current = name;
        Duration holds = ttl;
        while (true) {
            List<Record> records = of(section, current, type);
            if (!records.isEmpty()) {
                Duration found = shorter(holds, positive(ttl(records)));
                List<Record> additional = message.getSection(Section.ADDITIONAL);
                return all(current, new Answer.Found(records, aliases, additional, found), found);
            }
            Optional<CNAMERecord> alias = alias(section, current);
            if (alias.isEmpty()) {
                break;
            }
            if (aliases.size() >= LONGEST_CHAIN || aliases.contains(alias.get().getTarget())) {
                String chain = "its aliases go in a circle or are more than " + LONGEST_CHAIN;
                return all(current, new Answer.Failed(chain, true), ttl);
            }
            holds = shorter(holds, positive(alias.get().getTTL()));
            current = alias.get().getTarget();
            aliases.add(current);
        }
        Optional<SOARecord> soa = soa(message);
        boolean cut = !current.equals(name) && !noName && soa.isEmpty();
        return cut ? new Reading(Optional.empty(), current, holds) : none(current, noName, soa, holds);
    }

    private Reading none(Name name, boolean noName, Optional<SOARecord> soa, Duration holds) {
        Duration ttl = soa.map(record -> seconds(Math.min(record.getTTL(), record.getMinimum())))
                .orElse(WITHOUT_SOA);
        Duration bounded = shorter(holds, bounded(ttl, options.longestNegativeTtl()));
        return all(name, new Answer.None(noName, aliases, soa.map(Record::getName), bounded), bounded);
    }

    private static Reading all(Name name, Answer answer, Duration ttl) {
        return new Reading(Optional.of(answer), name, ttl);
    }

    private static String said(Message message, int rcode) {
        return message.getHeader().getFlag(Flags.QR) ? Rcode.string(rcode) : "no answer but a question";
    }

    private static List<Record> of(List<Record> section, Name owner, int type) {
        return section.stream()
                .filter(record -> record.getType() == type && record.getDClass() == DClass.IN)
                .filter(record -> record.getName().equals(owner))
                .toList();
    }

    private static Optional<CNAMERecord> alias(List<Record> section, Name owner) {
        return section.stream()
                .filter(record -> record.getName().equals(owner))
                .flatMap(record -> record instanceof CNAMERecord alias ? Stream.of(alias) : Stream.empty())
                .findFirst();
    }

    private static Optional<SOARecord> soa(Message message) {
        return message.getSection(Section.AUTHORITY).stream()
                .flatMap(record -> record instanceof SOARecord soa ? Stream.of(soa) : Stream.empty())
                .findFirst();
    }

    private static long ttl(List<Record> records) {
        return records.stream().mapToLong(Record::getTTL).min().orElse(0);
    }

    private Duration positive(long ttlSeconds) {
        return bounded(seconds(ttlSeconds), options.longestTtl());
    }

    // RFC 2181: a TTL with the highest bit set is zero.
    private static Duration seconds(long ttlSeconds) {
        return Duration.ofSeconds(ttlSeconds < 0 || ttlSeconds > Integer.MAX_VALUE ? 0 : ttlSeconds);
    }

    private Duration bounded(Duration ttl, Duration longest) {
        return shorter(ttl.compareTo(options.shortestTtl()) < 0 ? options.shortestTtl() : ttl, longest);
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
