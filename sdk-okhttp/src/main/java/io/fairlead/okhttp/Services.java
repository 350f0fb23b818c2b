package io.fairlead.okhttp;

import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.ServiceRef;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/** The Services that a client has called, by the hosts and ports of its URLs. Safe for use by several threads. */
final class Services {
    // Names of the internet must not fill the memory of a client that crawls it.
    private static final int MOST_KEPT = 1024;

    private record HostPort(String host, int port) {}

    private final ServiceDiscovery discovery;
    private final HostRules rules;
    private final CallConfig config;
    private final Patience patience;
    private final Map<HostPort, NamedService> known = new ConcurrentHashMap<>();

    Services(ServiceDiscovery discovery, HostRules rules, CallConfig config) {
        this.discovery = discovery;
        this.rules = rules;
        this.config = config;
        this.patience = new Patience(config.ticker());
    }

    ServiceDiscovery discovery() {
        return discovery;
    }

    HostRules.Kind kind(HttpUrl url) {
        return rules.kind(url);
    }

    /**
     * The Service that a URL names.
     *
     * @param kind what the rules say of it
     * @return nothing, if the client is to call it as without us
     * @throws IOException if it has to be one and has none of the forms
     */
    Optional<NamedService> find(HttpUrl url, HostRules.Kind kind) throws IOException {
        try {
            NamedService service = named(url);
            boolean ours = kind == HostRules.Kind.SERVICE || service.probe().isService();
            return ours ? Optional.of(service) : Optional.empty();
        } catch (IllegalArgumentException e) {
            if (kind == HostRules.Kind.SERVICE) {
                throw new UnknownServiceHostException(e);
            }
            return Optional.empty();
        }
    }

    private NamedService named(HttpUrl url) {
        HostPort key = new HostPort(url.host(), url.port());
        NamedService service = known.get(key);
        if (service != null) {
            return service;
        }
        if (known.size() >= MOST_KEPT) {
            known.values().removeIf(each -> each.probe().isForgettable());
        }
        return known.computeIfAbsent(key, absent -> {
            ServiceRef ref = rules.service(url);
            return new NamedService(
                    ref,
                    new Routes(url.host(), url.port(), config.connections()),
                    new Probe(discovery, ref, config.ticker(), patience));
        });
    }
}
