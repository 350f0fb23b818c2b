package io.fairlead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.SpecialAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/**
 * Whatever a server sends, a subscriber hears something that makes sense, and goes on hearing: nothing is thrown, and when the server
 * comes to its senses so does the answer. How many inputs: the system property {@code fairlead.fuzz}, a factor.
 */
class AnswerPropertyTest {
    private static final String OWN = "orders.shop.svc.cluster.local.";
    private static final int FACTOR = Integer.getInteger("fairlead.fuzz", 1);
    private static final int BATCH = 20;
    private static final LongAdder INPUTS = new LongAdder();
    private static final List<String> REFERENCES =
            List.of("orders.shop:80", "orders.shop:http", "orders.shop", "db-0.orders.shop.svc:80");
    private static final List<String> NAMES = List.of(
            OWN,
            "a." + OWN,
            "10-0-0-1." + OWN,
            "db-0." + OWN,
            "_http._tcp." + OWN,
            "x.example.com.",
            ".",
            "cluster.local.");
    private static final List<String> DATA = List.of(
            "A 10.0.0.1",
            "A 127.0.0.1",
            "A 0.0.0.0",
            "A 224.0.0.1",
            "AAAA fd00::1",
            "AAAA ::1",
            "AAAA ::ffff:10.0.0.9",
            "AAAA fe80::1",
            "SRV 0 0 80 " + OWN,
            "SRV 0 0 0 a." + OWN,
            "SRV 65535 65535 65535 10-0-0-1." + OWN,
            "SRV 0 0 8080 db-0." + OWN,
            "SRV 0 0 80 .",
            "SRV 0 0 80 x.example.com.",
            "CNAME " + OWN,
            "CNAME a." + OWN,
            "CNAME x.example.com.",
            "TXT text",
            "NS x.example.com.",
            "SOA a. b. 1 1 1 1 5",
            "SOA a. b. 1 1 1 1 4294967295");

    @Property(tries = 300)
    void answersOfAnyRecordsMakeSense(@ForAll("answers") List<Recipe> recipes) {
        int[] next = {0};
        survives(query -> CompletableFuture.completedFuture(
                recipes.get(next[0]++ % recipes.size()).answer(query)));
    }

    @Property(tries = 300)
    void answersWithChangedBytesMakeSense(@ForAll("answers") List<Recipe> recipes, @ForAll long seed) {
        Random random = new Random(seed);
        int[] next = {0};
        survives(query -> {
            byte[] bytes = recipes.get(next[0]++ % recipes.size()).answer(query).toWire(65_535);
            for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            return parsed(Arrays.copyOf(bytes, length));
        });
    }

    @Property(tries = 300)
    void bytesOfAnyKindMakeSense(@ForAll long seed) {
        Random random = new Random(seed);
        survives(query -> {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 12 && random.nextBoolean()) {
                byte[] header = FakeDns.answerTo(query).toWire();
                System.arraycopy(header, 0, bytes, 0, Math.min(header.length, bytes.length));
            }
            return parsed(bytes);
        });
    }

    // As dnsjava's resolver does.
    private static CompletionStage<Message> parsed(byte[] bytes) {
        try {
            return CompletableFuture.completedFuture(new Message(bytes));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** An answer in the making: records by section, and how it ended. */
    record Recipe(int rcode, boolean isAnswer, List<String> answer, List<String> authority, List<String> additional) {
        Message answer(Message query) {
            Message message = FakeDns.answerTo(query);
            message.getHeader().setRcode(rcode);
            if (!isAnswer) {
                message.getHeader().unsetFlag(Flags.QR);
            }
            answer.forEach(line -> message.addRecord(FakeDns.record(line), Section.ANSWER));
            authority.forEach(line -> message.addRecord(FakeDns.record(line), Section.AUTHORITY));
            additional.forEach(line -> message.addRecord(FakeDns.record(line), Section.ADDITIONAL));
            return message;
        }
    }

    @Provide
    Arbitrary<List<Recipe>> answers() {
        Arbitrary<String> ttl = Arbitraries.of("0", "5", "2147483647", "4294967295");
        Arbitrary<String> line = Combinators.combine(Arbitraries.of(NAMES), ttl, Arbitraries.of(DATA))
                .as((name, seconds, data) -> name + " " + seconds + " IN " + data);
        Arbitrary<Integer> rcode = Arbitraries.frequency(
                Tuple.of(6, Rcode.NOERROR), Tuple.of(2, Rcode.NXDOMAIN), Tuple.of(1, Rcode.SERVFAIL), Tuple.of(1, 15));
        Arbitrary<Boolean> isAnswer = Arbitraries.frequency(Tuple.of(15, true), Tuple.of(1, false));
        return Combinators.combine(
                        rcode,
                        isAnswer,
                        line.list().ofMaxSize(6),
                        line.list().ofMaxSize(2),
                        line.list().ofMaxSize(4))
                .as(Recipe::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(BATCH);
    }

    private static void survives(FakeDns.Server server) {
        int[] asked = {0};
        DnsFixture fixture = DnsFixture.inCluster();
        fixture.dns.serve(FakeDns.FIRST, query -> {
            asked[0]++;
            return server.answer(query);
        });
        List<List<Resolution>> heard = new ArrayList<>();
        for (String reference : REFERENCES) {
            List<Resolution> each = new ArrayList<>();
            heard.add(each);
            var unused = fixture.resolver.subscribe(ServiceRef.parse(reference), each::add);
        }
        for (int i = 0; asked[0] < BATCH * FACTOR && i < 10_000; i++) {
            fixture.advance(Duration.ofSeconds(10));
        }
        INPUTS.add(asked[0]);
        heard.forEach(each -> assertThat(each).isNotEmpty().allSatisfy(AnswerPropertyTest::makesSense));

        fixture.dns.zone(
                OWN + " 5 IN SRV 0 0 80 " + OWN,
                "_http._tcp." + OWN + " 5 IN SRV 0 0 80 " + OWN,
                OWN + " 5 IN A 10.96.0.7",
                "db-0." + OWN + " 5 IN A 10.0.0.5");
        fixture.dns.serve(FakeDns.FIRST, fixture.dns::fromZone);
        fixture.advance(Duration.ofMinutes(10));
        heard.forEach(each -> assertThat(each.get(each.size() - 1)).isInstanceOf(Resolution.Resolved.class));
    }

    private static void makesSense(Resolution resolution) {
        if (resolution instanceof Resolution.Resolved resolved) {
            assertThat(resolved.snapshot().endpoints())
                    .doesNotHaveDuplicates()
                    .flatMap(Endpoint::addresses)
                    .allMatch(address -> SpecialAddress.kind(address).isEmpty());
        }
    }

    @AfterContainer
    static void tell() {
        System.out.println("fuzzed DNS answers: " + INPUTS.sum());
    }
}
