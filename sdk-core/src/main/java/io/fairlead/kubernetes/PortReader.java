package io.fairlead.kubernetes;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one port of a slice, of Endpoints or of a Service. */
final class PortReader {
    private @Nullable String name;
    private String protocol = "";
    private int number;
    private int nodePort;

    void field(JsonParser json, String field) {
        switch (field) {
            case "name" -> name = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : null;
            case "protocol" -> protocol = Json.text(json);
            case "port" -> number = Json.integer(json);
            case "nodePort" -> nodePort = Json.integer(json);
            default -> json.skipChildren();
        }
    }

    /** The port of a slice; one without a name, without a number or of an unknown protocol is none, as in kube-proxy. */
    Optional<Slice.Port> toSlicePort() {
        String given = name;
        if (given == null || number < 1 || number > 65535) {
            return Optional.empty();
        }
        return SliceReader.protocol(protocol).map(known -> new Slice.Port(given, known, number));
    }

    /** The port of legacy Endpoints, which have no name for the port of a Service that has none for its only one. */
    Optional<Slice.Port> toEndpointsPort() {
        return toServicePort().map(port -> new Slice.Port(port.name(), port.protocol(), port.number()));
    }

    /** The port of a Service, where the only one may have no name. */
    Optional<ServiceFacts.Port> toServicePort() {
        if (number < 1 || number > 65535) {
            return Optional.empty();
        }
        String given = name == null ? "" : name;
        int atNodes = nodePort < 1 || nodePort > 65535 ? 0 : nodePort;
        return SliceReader.protocol(protocol).map(known -> new ServiceFacts.Port(given, known, number, atNodes));
    }
}
