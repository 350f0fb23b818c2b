package io.fairlead.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;

/** Brings one query to one server and its answer back. */
@FunctionalInterface
interface DnsTransport {
    /**
     * Sends a query; never blocks.
     *
     * @return the answer, whole, whatever it says; fails if none came in time, or none that can be read
     */
    CompletionStage<Message> ask(InetSocketAddress server, Message query, Duration timeout);

    /** Over UDP, and over TCP if the answer was cut. Answers are parsed by the executor. */
    static DnsTransport overNetwork(Executor executor) {
        return (server, query, timeout) -> {
            SimpleResolver resolver = new SimpleResolver(server);
            resolver.setTimeout(timeout);
            return resolver.sendAsync(query, executor);
        };
    }
}
