package io.fairlead.dns;

import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.endpoint.ServiceRef;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Asks for a Service by its full name: first for SRV records, which tell ports, and pods from virtual IPs, and bring their addresses
 * along; where there are none, for addresses. Used by tasks of the scheduler only.
 */
final class ServiceLookup {
    private static final List<String> PROTOCOLS = List.of("_tcp", "_udp", "_sctp");

    private final DnsClient client;
    private final AddressLookup addresses;
    private final DnsConfig config;

    ServiceLookup(DnsClient client, DnsConfig config) {
        this.client = client;
        this.addresses = new AddressLookup(client);
        this.config = config;
    }

    /**
     * Looks once.
     *
     * @param service with its namespace
     * @param then told once
     */
    void look(ServiceRef service, Consumer<Looked<ServiceRecords>> then) {
        Optional<Name> domain = config.clusterDomain();
        List<InetSocketAddress> servers = config.servers();
        if (domain.isEmpty()) {
            then.accept(absent(
                    "the search list of " + config.file() + " has no svc.DOMAIN, so this is no pod with the cluster's "
                            + "DNS (dnsPolicy); DnsOptions.clusterDomain names one"));
            return;
        }
        if (servers.isEmpty()) {
            then.accept(absent("no nameserver in " + config.file() + "; DnsOptions.servers names some"));
            return;
        }
        Optional<Name> base = Names.below(service.name() + "." + service.namespace() + ".svc", domain.get());
        Optional<Name> own =
                service.hostname().isEmpty() ? base : base.flatMap(name -> Names.below(service.hostname(), name));
        if (base.isEmpty() || own.isEmpty()) {
            then.accept(absent(service.dnsName() + " and the cluster's domain are too long for a name"));
            return;
        }
        Look look = new Look(servers, domain.get(), base.get(), own.get(), then);
        if (service.port() instanceof PortRef.Named named) {
            look.port(named.name(), PROTOCOLS);
        } else {
            look.own(then);
        }
    }

    private static Looked<ServiceRecords> absent(String why) {
        return new Looked.Unknown<>(Kind.ABSENT, why);
    }

    private static Looked<ServiceRecords> known(ServiceRecords records, Duration ttl) {
        return new Looked.Known<>(records, ttl);
    }

    /** One look at one Service. */
    private final class Look {
        private final List<InetSocketAddress> servers;
        private final Name domain;
        private final Name base;
        private final Name own;
        private final Consumer<Looked<ServiceRecords>> then;

        Look(List<InetSocketAddress> servers, Name domain, Name base, Name own, Consumer<Looked<ServiceRecords>> then) {
            this.servers = servers;
            this.domain = domain;
            this.base = base;
            this.own = own;
            this.then = then;
        }

        /** The SRV records of a named port. CoreDNS has none of a named port of one pod, so those of all are asked for. */
        void port(String name, List<String> protocols) {
            Optional<Name> question = Names.below("_" + name + "." + protocols.get(0), base);
            if (question.isEmpty()) {
                own(this::withoutPort);
                return;
            }
            client.ask(servers, question.get(), Type.SRV, answer -> {
                if (answer instanceof Answer.Found found) {
                    places(found, then);
                } else if (answer instanceof Answer.Failed failed) {
                    then.accept(Looked.unreachable(failed.why()));
                } else if (protocols.size() > 1) {
                    port(name, protocols.subList(1, protocols.size()));
                } else {
                    own(this::withoutPort);
                }
            });
        }

        // Of an empty Service nobody knows which ports its pods would have.
        private void withoutPort(Looked<ServiceRecords> looked) {
            if (looked instanceof Looked.Known<ServiceRecords> known
                    && (known.value() instanceof ServiceRecords.Places
                            || known.value() instanceof ServiceRecords.Plain)) {
                then.accept(known(new ServiceRecords.NoSuchPort(known.value()), known.ttl()));
            } else {
                then.accept(looked);
            }
        }

        /** The records of the Service's own name. */
        void own(Consumer<Looked<ServiceRecords>> told) {
            client.ask(servers, own, Type.SRV, answer -> {
                if (answer instanceof Answer.Found found) {
                    places(found, told);
                } else if (answer instanceof Answer.None none
                        && none.noName()
                        && none.aliases().isEmpty()) {
                    told.accept(nothing(true, none.zone(), none.ttl()));
                } else if (answer instanceof Answer.Failed failed && !failed.heard()) {
                    told.accept(Looked.unreachable(failed.why()));
                } else {
                    // No SRV records, or a server that does not know what they are.
                    addresses.ask(servers, own, looked -> told.accept(plain(looked)));
                }
            });
        }

        private Looked<ServiceRecords> plain(Looked<AddressLookup.Known> looked) {
            if (looked instanceof Looked.Unknown<AddressLookup.Known> unknown) {
                return unknown.ofWhatFollows();
            }
            Looked.Known<AddressLookup.Known> known = (Looked.Known<AddressLookup.Known>) looked;
            AddressLookup.Known value = known.value();
            Optional<Name> alias = value.aliases().stream().findFirst();
            if (!value.addresses().isEmpty()) {
                return known(new ServiceRecords.Plain(value.addresses(), alias), known.ttl());
            }
            return alias.map(name -> known(new ServiceRecords.Dangling(name), known.ttl()))
                    .orElseGet(() -> nothing(value.noName(), value.zone(), known.ttl()));
        }

        // A server that does not know the cluster's domain says NXDOMAIN too, and means that it does not know.
        private Looked<ServiceRecords> nothing(boolean noName, Optional<Name> zone, Duration ttl) {
            if (zone.filter(name -> name.subdomain(domain)).isEmpty()) {
                return absent("the answer that there is no " + Names.text(own) + " is not that of the zone "
                        + Names.text(domain) + " but of "
                        + zone.map(Names::text).orElse("no zone")
                        + ": is it the cluster's DNS that is asked?");
            }
            return known(noName ? new ServiceRecords.Missing() : new ServiceRecords.Empty(), ttl);
        }

        private void places(Answer.Found found, Consumer<Looked<ServiceRecords>> told) {
            new SrvTargets(addresses, servers, own, found, told).look();
        }
    }
}
