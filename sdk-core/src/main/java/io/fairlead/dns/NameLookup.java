package io.fairlead.dns;

import io.fairlead.endpoint.Resolution.Failed.Kind;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.xbill.DNS.Name;

/** Asks for the addresses of what a name may mean, one after the other until something has any. Used by tasks of the scheduler only. */
final class NameLookup {
    private final AddressLookup addresses;
    private final DnsConfig config;
    private final Function<String, List<Name>> candidates;

    NameLookup(DnsClient client, DnsConfig config, Function<String, List<Name>> candidates) {
        this.addresses = new AddressLookup(client);
        this.config = config;
        this.candidates = candidates;
    }

    void look(String name, Consumer<Looked<Addresses>> then) {
        List<InetSocketAddress> servers = config.servers();
        List<Name> names = candidates.apply(name);
        if (servers.isEmpty()) {
            then.accept(new Looked.Unknown<>(Kind.ABSENT, "no nameserver in " + config.file()));
        } else if (names.isEmpty()) {
            then.accept(new Looked.Unknown<>(Kind.INVALID, "that is no DNS name"));
        } else {
            look(servers, names, then);
        }
    }

    private void look(List<InetSocketAddress> servers, List<Name> names, Consumer<Looked<Addresses>> then) {
        addresses.ask(servers, names.get(0), looked -> {
            if (looked instanceof Looked.Unknown<AddressLookup.Known> unknown) {
                then.accept(unknown.ofWhatFollows());
                return;
            }
            Looked.Known<AddressLookup.Known> known = (Looked.Known<AddressLookup.Known>) looked;
            if (!known.value().addresses().isEmpty()) {
                then.accept(new Looked.Known<>(known.value().addresses(), known.ttl()));
            } else if (names.size() > 1) {
                look(servers, names.subList(1, names.size()), then);
            } else {
                String what = known.value().noName() ? "there is no such name" : "it has no address";
                then.accept(new Looked.Unknown<>(Kind.INVALID, what));
            }
        });
    }
}
