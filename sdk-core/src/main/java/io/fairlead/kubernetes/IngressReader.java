package io.fairlead.kubernetes;

import io.fairlead.endpoint.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/** Reads one entry of {@code status.loadBalancer.ingress}. */
final class IngressReader {
    private final List<External.PortError> errors = new ArrayList<>();
    private String ip = "";
    private String hostname = "";

    /** The entry at the current token; one without an address is none. */
    static Optional<External.Ingress> read(JsonParser json) {
        IngressReader reader = new IngressReader();
        Json.fields(json, reader::field);
        String address = reader.ip.isEmpty() ? reader.hostname : reader.ip;
        return address.isEmpty() ? Optional.empty() : Optional.of(new External.Ingress(address, reader.errors));
    }

    private void field(JsonParser json, String field) {
        switch (field) {
            case "ip" -> ip = Json.text(json);
            case "hostname" -> hostname = Json.text(json);
            case "ports" -> Json.elements(json, this::port);
            default -> json.skipChildren();
        }
    }

    private void port(JsonParser json) {
        int[] number = {0};
        String[] values = {"", ""};
        Json.fields(json, (parser, field) -> {
            switch (field) {
                case "port" -> number[0] = Json.integer(parser);
                case "protocol" -> values[0] = Json.text(parser);
                case "error" -> values[1] = Json.text(parser);
                default -> parser.skipChildren();
            }
        });
        Optional<Protocol> protocol = SliceReader.protocol(values[0]);
        if (!values[1].isEmpty() && protocol.isPresent()) {
            errors.add(new External.PortError(number[0], protocol.get(), values[1]));
        }
    }
}
