package io.fairlead.dns;

import io.fairlead.time.Ticker;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * Whom to ask, and what names end with: the options, and where they leave it open the {@code resolv.conf}, which is read again every
 * few seconds, since a machine may move to another network. Used by tasks of the scheduler only.
 */
final class DnsConfig {
    private static final long AGE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Optional<Name> CLUSTER_LOCAL = Names.absolute("cluster.local");

    private final DnsOptions options;
    private final Ticker ticker;
    private @Nullable ResolvConf read;
    private long readNanos;

    DnsConfig(DnsOptions options, Ticker ticker) {
        this.options = options;
        this.ticker = ticker;
    }

    /** May be empty. */
    List<InetSocketAddress> servers() {
        return options.servers().isEmpty() ? resolvConf().servers() : options.servers();
    }

    /** Nothing outside of clusters. */
    Optional<Name> clusterDomain() {
        Optional<Name> told = options.clusterDomain().flatMap(Names::absolute).or(() -> resolvConf()
                .clusterDomain());
        return told.isPresent() || options.servers().isEmpty() ? told : CLUSTER_LOCAL;
    }

    /** What a name may mean, in the order in which it is looked for. */
    List<Name> candidates(String name) {
        return resolvConf().candidates(name);
    }

    String file() {
        return options.resolvConf().toString();
    }

    private ResolvConf resolvConf() {
        ResolvConf known = read;
        long now = ticker.nanos();
        if (known == null || now - readNanos >= AGE_NANOS) {
            known = ResolvConf.read(options.resolvConf());
            read = known;
            readNanos = now;
        }
        return known;
    }
}
