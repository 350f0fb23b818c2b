package io.fairlead.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Servers that answer as a test says, at once: with the records of a zone file's lines, as CoreDNS would, or not at all. */
final class FakeDns implements DnsTransport {
    static final InetSocketAddress FIRST = new InetSocketAddress("10.96.0.10", 53);
    static final InetSocketAddress SECOND = new InetSocketAddress("10.96.0.11", 53);
    private static final String SOA =
            "cluster.local. 5 IN SOA ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 5";

    /** A server's part. */
    interface Server {
        CompletionStage<Message> answer(Message query);
    }

    private final Map<InetSocketAddress, Server> servers = new HashMap<>();
    private final List<String> zone = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private String soa = SOA;

    FakeDns() {
        serve(FIRST, this::fromZone);
        serve(SECOND, this::fromZone);
    }

    /** Answers that never come. */
    static Server silent() {
        return query -> new CompletableFuture<>();
    }

    static Server saying(int rcode) {
        return query -> {
            Message answer = answerTo(query);
            answer.getHeader().setRcode(rcode);
            return CompletableFuture.completedFuture(answer);
        };
    }

    void serve(InetSocketAddress server, Server part) {
        servers.put(server, part);
    }

    void zone(String... lines) {
        zone.clear();
        zone.addAll(List.of(lines));
    }

    /** Whose word it is that there is nothing. */
    void soa(String record) {
        soa = record;
    }

    /** What was asked since the last time: {@code 10.96.0.10 orders.shop.svc.cluster.local. SRV}. */
    List<String> questions() {
        List<String> asked = List.copyOf(questions);
        questions.clear();
        return asked;
    }

    @Override
    public CompletionStage<Message> ask(InetSocketAddress server, Message query, Duration timeout) {
        Record question = query.getQuestion();
        questions.add(server.getHostString() + " " + question.getName() + " " + Type.string(question.getType()));
        return servers.get(server).answer(query);
    }

    CompletionStage<Message> fromZone(Message query) {
        Message answer = answerTo(query);
        Name name = query.getQuestion().getName();
        int type = query.getQuestion().getType();
        List<Record> records = zone.stream().map(FakeDns::record).toList();
        List<Record> own = of(records, name);
        own.stream()
                .filter(record -> record.getType() == type || record.getType() == Type.CNAME)
                .forEach(record -> answer.addRecord(record, Section.ANSWER));
        own.stream().filter(record -> record.getType() == type).forEach(record -> {
            if (record.getAdditionalName() != null) {
                of(records, record.getAdditionalName()).stream()
                        .filter(more -> more.getType() == Type.A || more.getType() == Type.AAAA)
                        .filter(more -> !answer.findRecord(more))
                        .forEach(more -> answer.addRecord(more, Section.ADDITIONAL));
            }
        });
        if (answer.getSection(Section.ANSWER).isEmpty()) {
            boolean exists =
                    records.stream().anyMatch(record -> record.getName().equals(name));
            answer.getHeader().setRcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
            answer.addRecord(record(soa), Section.AUTHORITY);
        }
        return CompletableFuture.completedFuture(answer);
    }

    static Message answerTo(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        return answer;
    }

    private static List<Record> of(List<Record> records, Name name) {
        return records.stream().filter(record -> record.getName().equals(name)).toList();
    }

    /** A line as in a zone file: name, TTL, IN, type, data. */
    static Record record(String line) {
        String[] words = line.split(" ", 5);
        try {
            return Record.fromString(
                    Name.fromString(words[0]),
                    Type.value(words[3]),
                    DClass.IN,
                    Long.parseLong(words[1]),
                    words[4],
                    Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }
}
