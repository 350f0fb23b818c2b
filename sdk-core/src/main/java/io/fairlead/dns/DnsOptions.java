package io.fairlead.dns;

import io.fairlead.internal.Checks;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How DNS is asked.
 *
 * @param servers whom to ask, the first one first; empty (the default): the name servers of resolvConf
 * @param clusterDomain what Services' names end with, such as {@code cluster.local}; empty (the default): what the search list of
 *     resolvConf says, and {@code cluster.local} where servers are given. Where neither tells, Services are not asked for at all
 * @param resolvConf the file with name servers and search list. Default {@code /etc/resolv.conf}
 * @param queryTimeout how long one server may take for one answer; greater than zero, at most 10 s. Default 1 s
 * @param tries how often each server is asked before the answer is given up; 1 to 10. Default 2
 * @param shortestTtl how long an answer holds at least, whatever its TTL; greater than zero. Default 1 s
 * @param longestTtl how long an answer holds at most, whatever its TTL; at least shortestTtl. Default 5 min
 * @param longestNegativeTtl the same for the answer that there is no such name or record; at least shortestTtl. Default 30 s
 * @param retryPause the longest pause before servers that did not answer are asked again; the pause is drawn at random from its upper
 *     half. Greater than zero. Default 2 s
 * @param admitLoopback whether DNS may name 127.0.0.0/8 and ::1 as endpoints; for tests and demonstrations. Default false
 */
public record DnsOptions(
        List<InetSocketAddress> servers,
        Optional<String> clusterDomain,
        Path resolvConf,
        Duration queryTimeout,
        int tries,
        Duration shortestTtl,
        Duration longestTtl,
        Duration longestNegativeTtl,
        Duration retryPause,
        boolean admitLoopback) {
    private static final Duration LONGEST_QUERY = Duration.ofSeconds(10);
    private static final int MOST_TRIES = 10;

    public DnsOptions {
        servers = List.copyOf(servers);
        for (InetSocketAddress server : servers) {
            Checks.check(!server.isUnresolved() && server.getPort() > 0, "servers", server, "an address and a port");
        }
        clusterDomain.ifPresent(domain -> Checks.check(
                Names.absolute(domain).isPresent(), "clusterDomain", domain, "a domain such as cluster.local"));
        Checks.positiveNanos(queryTimeout, "queryTimeout");
        Checks.check(queryTimeout.compareTo(LONGEST_QUERY) <= 0, "queryTimeout", queryTimeout, "<= " + LONGEST_QUERY);
        Checks.check(tries >= 1 && tries <= MOST_TRIES, "tries", tries, "1 to " + MOST_TRIES);
        Checks.positiveNanos(shortestTtl, "shortestTtl");
        checkAtLeast(longestTtl, "longestTtl", shortestTtl);
        checkAtLeast(longestNegativeTtl, "longestNegativeTtl", shortestTtl);
        Checks.positiveNanos(retryPause, "retryPause");
    }

    private static void checkAtLeast(Duration value, String name, Duration shortest) {
        Checks.check(value.compareTo(shortest) >= 0, name, value, ">= shortestTtl, " + shortest);
    }

    /** Every default. */
    public static DnsOptions defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from these. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.servers = servers;
        builder.clusterDomain = clusterDomain;
        builder.resolvConf = resolvConf;
        builder.queryTimeout = queryTimeout;
        builder.tries = tries;
        builder.shortestTtl = shortestTtl;
        builder.longestTtl = longestTtl;
        builder.longestNegativeTtl = longestNegativeTtl;
        builder.retryPause = retryPause;
        builder.admitLoopback = admitLoopback;
        return builder;
    }

    /** Collects options; each setter is explained at the record. Not thread-safe. */
    public static final class Builder {
        private List<InetSocketAddress> servers = List.of();
        private Optional<String> clusterDomain = Optional.empty();
        private Path resolvConf = Path.of("/etc/resolv.conf");
        private Duration queryTimeout = Duration.ofSeconds(1);
        private int tries = 2;
        private Duration shortestTtl = Duration.ofSeconds(1);
        private Duration longestTtl = Duration.ofMinutes(5);
        private Duration longestNegativeTtl = Duration.ofSeconds(30);
        private Duration retryPause = Duration.ofSeconds(2);
        private boolean admitLoopback;

        private Builder() {}

        /** Whom to ask; default: the name servers of the resolv.conf. */
        public Builder servers(List<InetSocketAddress> value) {
            servers = value;
            return this;
        }

        /** What Services' names end with; default: what the search list says. */
        public Builder clusterDomain(String value) {
            clusterDomain = Optional.of(value);
            return this;
        }

        /** The file with name servers and search list; default {@code /etc/resolv.conf}. */
        public Builder resolvConf(Path value) {
            resolvConf = value;
            return this;
        }

        /** How long one server may take for one answer; default 1 s. */
        public Builder queryTimeout(Duration value) {
            queryTimeout = value;
            return this;
        }

        /** How often each server is asked; default 2. */
        public Builder tries(int value) {
            tries = value;
            return this;
        }

        /** How long an answer holds at least; default 1 s. */
        public Builder shortestTtl(Duration value) {
            shortestTtl = value;
            return this;
        }

        /** How long an answer holds at most; default 5 min. */
        public Builder longestTtl(Duration value) {
            longestTtl = value;
            return this;
        }

        /** How long the answer that there is nothing holds at most; default 30 s. */
        public Builder longestNegativeTtl(Duration value) {
            longestNegativeTtl = value;
            return this;
        }

        /** The longest pause before servers that did not answer are asked again; default 2 s. */
        public Builder retryPause(Duration value) {
            retryPause = value;
            return this;
        }

        /** Whether loopback addresses may be endpoints; default false. */
        public Builder admitLoopback(boolean value) {
            admitLoopback = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public DnsOptions build() {
            return new DnsOptions(
                    servers,
                    clusterDomain,
                    resolvConf,
                    queryTimeout,
                    tries,
                    shortestTtl,
                    longestTtl,
                    longestNegativeTtl,
                    retryPause,
                    admitLoopback);
        }
    }
}
