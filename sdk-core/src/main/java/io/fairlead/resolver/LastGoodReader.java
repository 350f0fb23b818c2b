package io.fairlead.resolver;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.internal.Checks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads what {@link LastGoodFormat} wrote, and nothing else: every field, in that order. */
final class LastGoodReader {
    private final JsonParser json;

    private LastGoodReader(JsonParser json) {
        this.json = json;
    }

    /**
     * The answer in a file.
     *
     * @param service that the file has to be about
     * @throws RuntimeException if it is anything but a whole file about that Service; the message says what was found
     */
    static LastGoodAnswer read(byte[] file, ServiceRef service) {
        try (JsonParser json = LastGoodFormat.JSON.createParser(ObjectReadContext.empty(), file)) {
            LastGoodReader reader = new LastGoodReader(json);
            reader.expect(JsonToken.START_OBJECT);
            int version = reader.number("version");
            // Before everything else: what comes after it may be something else there.
            Checks.check(
                    version == LastGoodFormat.VERSION,
                    "version",
                    version,
                    LastGoodFormat.VERSION + ", as this version of the library writes");
            checkWhole(file);
            LastGoodAnswer answer = reader.answer();
            Checks.check(
                    answer.snapshot().service().equals(service),
                    "service",
                    answer.snapshot().service(),
                    service.toString());
            return answer;
        }
    }

    private static void checkWhole(byte[] file) {
        int end = 0;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        String found = new String(file, end, file.length - end, StandardCharsets.ISO_8859_1).strip();
        String expected = LastGoodFormat.checksum(file, end);
        boolean whole = found.equals(expected);
        String shown = found.length() > expected.length() ? found.substring(0, expected.length()) : found;
        Checks.check(whole, "checksum", shown.isEmpty() ? "none" : shown, expected);
    }

    private LastGoodAnswer answer() {
        ServiceRef service = ServiceRef.parse(text("service"));
        Instant provenAt = Instant.parse(text("provenAt"));
        EndpointSnapshot snapshot = new EndpointSnapshot(
                service,
                text("source"),
                TrafficPolicy.valueOf(text("policy")),
                texts("families").stream().map(IpFamily::valueOf).toList(),
                List.of(),
                atMostOne(elements("clusterIp", this::endpoint)),
                atMostOne(texts("changedAt")).map(Instant::parse),
                atMostOne(texts("sessionAffinity")).map(Duration::parse));
        List<Endpoint> endpoints = Endpoint.compact(elements("endpoints", this::endpoint));
        expect(JsonToken.END_OBJECT);
        // They come last in the file, where a human who looks at it wants them.
        return new LastGoodAnswer(snapshot.withEndpoints(endpoints), provenAt);
    }

    private Endpoint endpoint() {
        current(JsonToken.START_OBJECT);
        Endpoint endpoint = Endpoint.builder(texts("addresses"), number("port"))
                .pod(new Pod(text("pod"), text("uid")))
                .hostname(text("hostname"))
                .location(new Location(text("node"), text("zone")))
                .conditions(new Conditions(truth("ready"), truth("serving"), truth("terminating")))
                .hints(new Hints(Set.copyOf(texts("forZones")), Set.copyOf(texts("forNodes"))))
                .weight(decimal("weight"))
                .tlsName(text("tlsName"))
                .build();
        expect(JsonToken.END_OBJECT);
        return endpoint;
    }

    private static <T> Optional<T> atMostOne(List<T> values) {
        Checks.check(values.size() <= 1, "values", values.size(), "at most 1");
        return values.stream().findFirst();
    }

    private String text(String name) {
        value(name, JsonToken.VALUE_STRING);
        return json.getString();
    }

    private int number(String name) {
        value(name, JsonToken.VALUE_NUMBER_INT);
        return json.getIntValue();
    }

    private double decimal(String name) {
        value(name, JsonToken.VALUE_NUMBER_FLOAT);
        return json.getDoubleValue();
    }

    private boolean truth(String name) {
        name(name);
        json.nextToken();
        return json.getBooleanValue();
    }

    private List<String> texts(String name) {
        return elements(name, () -> {
            current(JsonToken.VALUE_STRING);
            return json.getString();
        });
    }

    private <T> List<T> elements(String name, Supplier<T> element) {
        value(name, JsonToken.START_ARRAY);
        List<T> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(element.get());
        }
        return elements;
    }

    private void value(String name, JsonToken kind) {
        name(name);
        expect(kind);
    }

    private void name(String name) {
        expect(JsonToken.PROPERTY_NAME);
        String found = json.currentName();
        Checks.check(name.equals(found), "field", found, name);
    }

    private void expect(JsonToken token) {
        json.nextToken();
        current(token);
    }

    private void current(JsonToken token) {
        JsonToken found = json.currentToken();
        Checks.check(found == token, "content", found == null ? "its end" : found, token.toString());
    }
}
