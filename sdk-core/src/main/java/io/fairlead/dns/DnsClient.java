package io.fairlead.dns;

import io.fairlead.time.Scheduler;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Asks the servers in turn until one answers, and goes on along aliases where an answer ends with one. The server that answered last is
 * asked first. Used by tasks of the scheduler only, which also run the answers.
 */
final class DnsClient {
    private final DnsTransport transport;
    private final DnsOptions options;
    private final Scheduler scheduler;
    private int preferred;

    DnsClient(DnsTransport transport, DnsOptions options, Scheduler scheduler) {
        this.transport = transport;
        this.options = options;
        this.scheduler = scheduler;
    }

    /**
     * Asks for the records of a name.
     *
     * @param servers whom to ask; not empty
     * @param then told once
     */
    void ask(List<InetSocketAddress> servers, Name name, int type, Consumer<Answer> then) {
        new Inquiry(servers, type, then).ask(name);
    }

    /** One question on its way. */
    private final class Inquiry {
        private final List<InetSocketAddress> servers;
        private final int type;
        private final Consumer<Answer> then;
        private final Set<String> troubles = new LinkedHashSet<>();
        private final int first;
        private AnswerReader.@Nullable Reading soFar;
        private AnswerReader reader;
        private boolean heard;
        private int tried;
        private int current;
        private Scheduler.Scheduled deadline = () -> {};

        Inquiry(List<InetSocketAddress> servers, int type, Consumer<Answer> then) {
            this.servers = servers;
            this.type = type;
            this.then = then;
            this.first = preferred;
            this.reader = new AnswerReader(options, type, List.of());
        }

        void ask(Name name) {
            if (tried >= servers.size() * options.tries()) {
                then.accept(new Answer.Failed(String.join(", ", troubles), heard));
                return;
            }
            int server = (first + tried) % servers.size();
            int ticket = ++current;
            tried++;
            // The transport has the same limit, twice where it changes to TCP; this one is certain.
            deadline = scheduler.schedule(
                    options.queryTimeout().multipliedBy(2),
                    () -> hear(ticket, name, server, null, new TimeoutException()));
            send(servers.get(server), name)
                    .whenComplete((message, failure) ->
                            scheduler.execute(() -> hear(ticket, name, server, message, failure)));
        }

        private CompletionStage<Message> send(InetSocketAddress server, Name name) {
            try {
                Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
                return transport.ask(server, query, options.queryTimeout());
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void hear(int ticket, Name name, int server, @Nullable Message message, @Nullable Throwable failure) {
            if (ticket != current) {
                return; // it comes too late, or after its own deadline
            }
            current++;
            deadline.cancel();
            if (message == null) {
                trouble(server, Troubles.words(failure, options.queryTimeout()));
                ask(name);
                return;
            }
            Optional<AnswerReader.Reading> reading = read(name, message);
            if (reading.isEmpty()) {
                trouble(server, "an answer that makes no sense");
                ask(name);
                return;
            }
            soFar = reading.get();
            Optional<Answer> answer = soFar.answer();
            if (answer.isEmpty()) {
                tried = 0;
                ask(soFar.open());
            } else if (answer.get() instanceof Answer.Failed failed) {
                heard = true;
                trouble(server, failed.why());
                ask(name);
            } else {
                preferred = server;
                then.accept(answer.get());
            }
        }

        // What strangers send may be wrong in ways that nobody thought of.
        private Optional<AnswerReader.Reading> read(Name name, Message message) {
            AnswerReader.Reading before = soFar;
            AnswerReader next = new AnswerReader(options, type, reader.aliases());
            try {
                AnswerReader.Reading reading =
                        next.read(name, message, before == null ? options.longestTtl() : before.ttl());
                if (reading.answer().isEmpty()) {
                    reader = next;
                }
                return Optional.of(reading);
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }

        private void trouble(int server, String what) {
            InetSocketAddress address = servers.get(server);
            troubles.add(address.getAddress().getHostAddress() + ":" + address.getPort() + ": " + what);
        }
    }
}
