package io.fairlead.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes absurd objects of good ones: values of other types, numbers out of every range, fields that are missing, unknown or in the wrong place,
 * lists that repeat themselves, and now and then text that is no JSON.
 */
record HostileJson(SplittableRandom random) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "",
            "0",
            "None",
            "Local",
            "IPv4",
            "IPv6",
            "FQDN",
            "TCP",
            "UDP",
            "SCTP",
            "QUIC",
            "True",
            "Ready",
            "NodePort",
            "ExternalName",
            "LoadBalancer",
            "ClientIP",
            "http",
            "orders",
            "shop",
            "Pod",
            "ExternalIP",
            "InternalIP",
            "127.0.0.1",
            "0.0.0.0",
            "10.0.0.1",
            "010.0.0.1",
            "1.2.3.4.5",
            "999.1.1.1",
            "4294967296",
            "::",
            "::1",
            "fd00::1",
            "FD00:0:0::01",
            "fe80::1%eth0",
            "::ffff:10.0.0.1",
            "[fd00::1]",
            ":::::",
            "1:2:3:4:5:6:7:8:9",
            "10.0.0.1 ",
            "ex\u00e4mple.org",
            "\u0000",
            "\ud83d\ude80",
            "-",
            ".",
            "..",
            "a..b",
            "zone/=",
            "pod/x=NaN,node/y=1e999,zone/z=-1",
            "1e400",
            "2026-13-45T99:99:99Z",
            "truncated");
    private static final List<String> FIELDS = List.of(
            "metadata",
            "spec",
            "status",
            "ports",
            "port",
            "name",
            "protocol",
            "nodePort",
            "endpoints",
            "addresses",
            "conditions",
            "ready",
            "serving",
            "hints",
            "forZones",
            "forNodes",
            "subsets",
            "ip",
            "ingress",
            "loadBalancer",
            "clusterIPs",
            "ipFamilies",
            "type",
            "code",
            "message",
            "labels",
            "annotations",
            "targetRef",
            "fieldOfTheFuture");
    private static final double WILD = 0.06;
    private static final int MANY = 300;

    /**
     * A text.
     *
     * @param mayFail whether it may be something else than a JSON object
     */
    record Text(String json, boolean mayFail) {}

    /** An object that is more or less like this one. */
    Text like(String good) {
        JsonNode absurd = changed(JSON.readTree(good), 0);
        String text = JSON.writeValueAsString(absurd);
        return random.nextInt(40) == 0 ? new Text(broken(text), true) : new Text(text, !absurd.isObject());
    }

    private JsonNode changed(JsonNode node, int depth) {
        if (random.nextDouble() < (depth == 0 ? 0.002 : WILD)) {
            return wild(depth);
        }
        if (node instanceof ObjectNode object) {
            ObjectNode result = NODES.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                int fate = random.nextInt(30);
                String name = fate == 0 ? FIELDS.get(random.nextInt(FIELDS.size())) : field.getKey();
                if (fate != 1) {
                    result.set(name, changed(field.getValue(), depth + 1));
                }
            }
            if (random.nextInt(10) == 0) {
                result.set(FIELDS.get(random.nextInt(FIELDS.size())), wild(depth));
            }
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = NODES.arrayNode();
            int copies = random.nextInt(2000) == 0 ? MANY : 1 + random.nextInt(3) / 2;
            for (int copy = 0; copy < copies; copy++) {
                array.forEach(element -> result.add(changed(element, depth + 1)));
            }
            return result;
        }
        return node;
    }

    private JsonNode wild(int depth) {
        return switch (random.nextInt(depth > 12 ? 7 : 9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 ->
                NODES.numberNode(List.of(0, -1, 1, 80, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE)
                        .get(random.nextInt(8)));
            case 3 -> NODES.numberNode(random.nextBoolean() ? Long.MAX_VALUE : 1e300);
            case 4 -> NODES.numberNode(new java.math.BigInteger(200, new java.util.Random(random.nextLong())));
            case 5, 6 ->
                NODES.stringNode(random.nextInt(20) == 0 ? "x".repeat(5000) : TEXTS.get(random.nextInt(TEXTS.size())));
            case 7 -> NODES.arrayNode().add(wild(depth + 4)).add(wild(depth + 4));
            default -> NODES.objectNode().set(FIELDS.get(random.nextInt(FIELDS.size())), wild(depth + 4));
        };
    }

    private String broken(String text) {
        int at = random.nextInt(text.length() + 1);
        return random.nextBoolean()
                ? text.substring(0, at)
                : text.substring(0, at) + "{}[]\",:\u0001".charAt(random.nextInt(8)) + text.substring(at);
    }
}
