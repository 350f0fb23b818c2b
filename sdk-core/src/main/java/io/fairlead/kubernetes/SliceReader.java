package io.fairlead.kubernetes;

import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Protocol;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/** Reads {@code discovery.k8s.io/v1} EndpointSlices. */
final class SliceReader extends ObjectReader<Slice> {
    private static final String SERVICE_LABEL = "kubernetes.io/service-name";
    static final String CHANGED = "endpoints.kubernetes.io/last-change-trigger-time";

    private final EntryReader entryReader;
    private final List<Slice.Port> ports = new ArrayList<>();
    private final List<Slice.Entry> entries = new ArrayList<>();
    private String service = "";
    private Optional<IpFamily> family = Optional.empty();
    private Optional<Instant> changedAt = Optional.empty();
    private Weights weights = Weights.NONE;

    /** A reader whose slices share what they have in common with others. */
    SliceReader(Shared shared) {
        entryReader = new EntryReader(shared);
    }

    @Override
    void field(JsonParser json, String field) {
        switch (field) {
            case "addressType" -> family = family(Json.text(json));
            case "ports" -> Json.elements(json, this::port);
            case "endpoints" ->
                Json.elements(json, parser -> entryReader.read(parser).ifPresent(entries::add));
            default -> json.skipChildren();
        }
    }

    @Override
    void label(String key, String value) {
        if (key.equals(SERVICE_LABEL)) {
            service = value;
        }
    }

    @Override
    void annotation(String key, String value) {
        if (key.equals(CHANGED)) {
            changedAt = instant(value);
        } else if (key.equals(Weights.OF_SLICE)) {
            weights = Weights.ofSlice(value);
        }
    }

    @Override
    Slice object() {
        return Slice.of(id(), service, family, ports, entries, changedAt, weights);
    }

    private void port(JsonParser json) {
        PortReader port = new PortReader();
        Json.fields(json, port::field);
        port.toSlicePort().ifPresent(ports::add);
    }

    private static Optional<IpFamily> family(String addressType) {
        return switch (addressType) {
            case "IPv4" -> Optional.of(IpFamily.IPV4);
            case "IPv6" -> Optional.of(IpFamily.IPV6);
            default -> Optional.empty();
        };
    }

    /** The instant of an annotation, if it is one. */
    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The protocol of this name; a port without one is TCP. */
    static Optional<Protocol> protocol(String name) {
        return switch (name) {
            case "", "TCP" -> Optional.of(Protocol.TCP);
            case "UDP" -> Optional.of(Protocol.UDP);
            case "SCTP" -> Optional.of(Protocol.SCTP);
            default -> Optional.empty();
        };
    }
}
