package io.fairlead.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Asks for the addresses of a name, of both families at once. Used by tasks of the scheduler only. */
final class AddressLookup {
    private final DnsClient client;

    AddressLookup(DnsClient client) {
        this.client = client;
    }

    /**
     * The addresses of a name.
     *
     * @param addresses empty if the name has none
     * @param aliases the names that it stands for, one after the other
     * @param noName whether there is not even the name
     * @param zone whose word it is that there is nothing, if the server tells
     */
    record Known(Addresses addresses, List<Name> aliases, boolean noName, Optional<Name> zone) {}

    void ask(List<InetSocketAddress> servers, Name name, Consumer<Looked<Known>> then) {
        Pair pair = new Pair(then);
        client.ask(servers, name, Type.A, pair::hearIpv4);
        client.ask(servers, name, Type.AAAA, pair::hearIpv6);
    }

    /** Both answers. */
    private static final class Pair {
        private final Consumer<Looked<Known>> then;
        private @Nullable Answer ipv4;
        private @Nullable Answer ipv6;

        Pair(Consumer<Looked<Known>> then) {
            this.then = then;
        }

        void hearIpv4(Answer answer) {
            ipv4 = answer;
            decide(answer, ipv6);
        }

        void hearIpv6(Answer answer) {
            ipv6 = answer;
            decide(ipv4, answer);
        }

        private void decide(@Nullable Answer a, @Nullable Answer aaaa) {
            if (a != null && aaaa != null) {
                then.accept(joined(a, aaaa));
            }
        }

        // Some servers cannot say that a name has no AAAA record; that must not cost its A records.
        private static Looked<Known> joined(Answer a, Answer aaaa) {
            if (a instanceof Answer.Found found) {
                return known(found, aaaa);
            }
            if (aaaa instanceof Answer.Found found) {
                return known(found, a);
            }
            if (a instanceof Answer.None one && aaaa instanceof Answer.None other) {
                Duration ttl = AnswerReader.shorter(one.ttl(), other.ttl());
                boolean noName = one.noName() && other.noName();
                return new Looked.Known<>(new Known(Addresses.NONE, one.aliases(), noName, one.zone()), ttl);
            }
            Answer failed = a instanceof Answer.Failed ? a : aaaa;
            return Looked.unreachable(((Answer.Failed) failed).why());
        }

        private static Looked<Known> known(Answer.Found found, Answer other) {
            Addresses addresses = AddressRecords.of(found.records());
            Duration ttl = found.ttl();
            if (other instanceof Answer.Found more) {
                addresses = addresses.with(AddressRecords.of(more.records()));
                ttl = AnswerReader.shorter(ttl, more.ttl());
            } else if (other instanceof Answer.None none) {
                ttl = AnswerReader.shorter(ttl, none.ttl());
            }
            return new Looked.Known<>(new Known(addresses, found.aliases(), false, Optional.empty()), ttl);
        }
    }
}
