package io.fairlead.okhttp;

import io.fairlead.ServiceDiscovery;
import io.fairlead.internal.Checks;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Collects the options of a {@link FairleadInterceptor}. Not safe for use by several threads; may be built from several times. */
public final class FairleadInterceptorBuilder {
    private final ServiceDiscovery discovery;
    private Optional<Predicate<HttpUrl>> services = Optional.empty();
    private String clusterDomain = "cluster.local";
    private ConnectionConfig connections = ConnectionConfig.defaults();
    private CallConfig calls = CallConfig.defaults();
    private Executor hedges = HedgeThreads.create();

    FairleadInterceptorBuilder(ServiceDiscovery discovery) {
        this.discovery = discovery;
    }

    /**
     * Which URLs are Services, in place of the default rules: those it holds for are, and an unknown one is an error; all others
     * pass through. It is asked for every call.
     */
    public FairleadInterceptorBuilder services(Predicate<HttpUrl> value) {
        services = Optional.of(value);
        return this;
    }

    /**
     * The hosts that are Services, in place of the default rules.
     *
     * @param hosts at least one, as they stand in URLs: {@code orders.shop}
     */
    public FairleadInterceptorBuilder services(String... hosts) {
        Checks.check(hosts.length > 0, "services", "none", "at least one host");
        Set<String> all =
                Stream.of(hosts).map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return services(url -> all.contains(url.host()));
    }

    /** What follows {@code .svc} in the full names of Services; default {@code cluster.local}. */
    public FairleadInterceptorBuilder clusterDomain(String value) {
        boolean name = !value.isEmpty() && !value.startsWith(".") && !value.endsWith(".");
        Checks.check(name, "clusterDomain", value, "a domain such as cluster.local");
        clusterDomain = value.toLowerCase(Locale.ROOT);
        return this;
    }

    /**
     * How long connecting to a pod may take before another one is tried, and how long the pod may be silent during the TLS
     * handshake: 1 ms to 24 days, default 1 s. A client's own connect timeout holds where it is shorter, and where a redirect leads to
     * another host. The Service's own address, called where its pods could not be discovered, gets the client's timeout.
     */
    public FairleadInterceptorBuilder connectTimeout(Duration value) {
        connections = new ConnectionConfig(value, connections.idlePerEndpoint(), connections.keepAlive());
        return this;
    }

    /**
     * How many connections to one endpoint are kept while no call uses them: 0 or more, default 32; 0 closes each after its call. They
     * are kept by the interceptor; the client's own pool holds those to other hosts.
     */
    public FairleadInterceptorBuilder idleConnectionsPerEndpoint(int value) {
        connections = new ConnectionConfig(connections.connectTimeout(), value, connections.keepAlive());
        return this;
    }

    /** How long an idle connection is kept: greater than zero, default 5 min. Best shorter than the servers' own idle timeout. */
    public FairleadInterceptorBuilder keepAlive(Duration value) {
        connections = new ConnectionConfig(connections.connectTimeout(), connections.idlePerEndpoint(), value);
        return this;
    }

    /**
     * Which requests may be processed twice, so that an attempt which may have reached a server is made again; default {@link
     * Idempotent#byMethod()}. A request with a tag {@link Idempotent} is as the tag says, and this is not asked.
     */
    public FairleadInterceptorBuilder idempotent(Predicate<Request> value) {
        calls = new CallConfig(calls.connections(), value, calls.retryCodes(), calls.ticker());
        return this;
    }

    /**
     * The status codes for which an idempotent request is made again: each 400 to 599, default 429, 502, 503 and 504. A 408, with
     * which a server refuses a request that it did not get whole, is made again in any case.
     */
    public FairleadInterceptorBuilder retryCodes(Set<Integer> value) {
        calls = new CallConfig(calls.connections(), calls.idempotent(), value, calls.ticker());
        return this;
    }

    /** Where attempts beside the first run. */
    FairleadInterceptorBuilder hedges(Executor value) {
        hedges = value;
        return this;
    }

    FairleadInterceptorBuilder ticker(Ticker value) {
        calls = new CallConfig(calls.connections(), calls.idempotent(), calls.retryCodes(), value);
        return this;
    }

    /** The interceptor. Does no I/O and starts nothing. */
    public FairleadInterceptor build() {
        CallConfig config = new CallConfig(connections, calls.idempotent(), calls.retryCodes(), calls.ticker());
        Services found = new Services(discovery, new HostRules(services, clusterDomain), config);
        return new FairleadInterceptor(found, config, hedges);
    }
}
