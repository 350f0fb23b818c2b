package io.fairlead.kubernetes;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.internal.IpText;
import io.fairlead.internal.SpecialAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the endpoints of one object. Those of one node, zone or hint share one object of it. */
final class EntryReader {
    private final Shared shared;
    private String address = "";
    private String hostname = "";
    private String node = "";
    private String zone = "";
    private Pod pod = Pod.NONE;
    private Conditions conditions = Conditions.READY;
    private Hints hints = Hints.NONE;

    EntryReader(Shared shared) {
        this.shared = shared;
    }

    /** The endpoint at the current token; one without an address is none. */
    Optional<Slice.Entry> read(JsonParser json) {
        clear(Conditions.READY);
        Json.fields(json, this::field);
        return entry();
    }

    /** The address of legacy Endpoints at the current token; one without an IP is none. */
    Optional<Slice.Entry> readAddress(JsonParser json, Conditions known) {
        clear(known);
        Json.fields(json, this::addressField);
        return entry();
    }

    private void clear(Conditions known) {
        address = "";
        hostname = "";
        node = "";
        zone = "";
        pod = Pod.NONE;
        conditions = known;
        hints = Hints.NONE;
    }

    private Optional<Slice.Entry> entry() {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> canonical = IpText.canonical(address);
        String refusal = SpecialAddress.refusal(canonical);
        Location location =
                node.isEmpty() && zone.isEmpty() ? Location.UNKNOWN : shared.of(new Location(node, shared.of(zone)));
        return Optional.of(
                new Slice.Entry(canonical.orElse(address), refusal, pod, hostname, location, conditions, hints));
    }

    private void field(JsonParser json, String field) {
        switch (field) {
            case "addresses" -> addresses(json);
            case "conditions" -> conditions(json);
            case "hints" -> hints(json);
            case "hostname" -> hostname = Json.text(json);
            case "nodeName" -> node = Json.text(json);
            case "zone" -> zone = Json.text(json);
            case "targetRef" -> targetRef(json);
            default -> json.skipChildren();
        }
    }

    private void addressField(JsonParser json, String field) {
        switch (field) {
            case "ip" -> address = Json.text(json);
            case "hostname" -> hostname = Json.text(json);
            case "nodeName" -> node = Json.text(json);
            case "targetRef" -> targetRef(json);
            default -> json.skipChildren();
        }
    }

    // Only the first address counts; kube-proxy never looks at the others.
    private void addresses(JsonParser json) {
        boolean[] seen = new boolean[1];
        Json.elements(json, parser -> {
            String text = Json.text(parser);
            if (!seen[0]) {
                seen[0] = true;
                address = text;
            }
        });
    }

    private void conditions(JsonParser json) {
        boolean[] values = {true, true, false};
        Json.fields(json, (parser, field) -> {
            switch (field) {
                case "ready" -> values[0] = Json.truth(parser, true);
                case "serving" -> values[1] = Json.truth(parser, true);
                case "terminating" -> values[2] = Json.truth(parser, false);
                default -> parser.skipChildren();
            }
        });
        conditions = shared.of(new Conditions(values[0], values[1], values[2]));
    }

    private void hints(JsonParser json) {
        Set<String> zones = new HashSet<>();
        Set<String> nodes = new HashSet<>();
        Json.fields(json, (parser, field) -> {
            switch (field) {
                case "forZones" -> Json.elements(parser, element -> names(element, zones));
                case "forNodes" -> Json.elements(parser, element -> names(element, nodes));
                default -> parser.skipChildren();
            }
        });
        hints = zones.isEmpty() && nodes.isEmpty() ? Hints.NONE : shared.of(new Hints(zones, nodes));
    }

    // A hint's name may be empty; one without a name is the same to the API.
    private static void names(JsonParser json, Set<String> names) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String[] name = {""};
        Json.fields(json, (parser, field) -> {
            if (field.equals("name")) {
                name[0] = Json.text(parser);
            } else {
                parser.skipChildren();
            }
        });
        names.add(name[0]);
    }

    private void targetRef(JsonParser json) {
        String[] values = {"", "", ""};
        Json.fields(json, (parser, field) -> {
            switch (field) {
                case "kind" -> values[0] = Json.text(parser);
                case "name" -> values[1] = Json.text(parser);
                case "uid" -> values[2] = Json.text(parser);
                default -> parser.skipChildren();
            }
        });
        pod = values[0].equals("Pod") || values[0].isEmpty() ? new Pod(values[1], values[2]) : Pod.NONE;
    }
}
