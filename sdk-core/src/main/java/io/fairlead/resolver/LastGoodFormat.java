package io.fairlead.resolver;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.ServiceRef;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How an answer is written down: a line of JSON, and a line with its checksum. {@link LastGoodReader} reads exactly this. Who changes
 * what is written, or how, raises the version.
 */
final class LastGoodFormat {
    static final int VERSION = 1;
    /** How every file's name ends. */
    static final String ENDING = ".last-good.json";

    static final JsonFactory JSON = new JsonFactory();

    private LastGoodFormat() {}

    /** The name of a Service's file; no two have the same. */
    static String fileName(ServiceRef service) {
        return service.toString().replace(':', '_').replace('/', '+') + ENDING;
    }

    static byte[] write(LastGoodAnswer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            writeAnswer(json, answer);
        }
        String end = "\n" + checksum(out.toByteArray(), out.size()) + "\n";
        out.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** Of the first bytes: finds what a disk or an editor did, not what somebody did who wants it to fit. */
    static String checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return "crc32c " + HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static void writeAnswer(JsonGenerator json, LastGoodAnswer answer) {
        EndpointSnapshot snapshot = answer.snapshot();
        json.writeStartObject();
        json.writeNumberProperty("version", VERSION);
        json.writeStringProperty("service", snapshot.service().toString());
        json.writeStringProperty("provenAt", answer.provenAt().toString());
        json.writeStringProperty("source", snapshot.source());
        json.writeStringProperty("policy", snapshot.policy().name());
        strings(json, "families", snapshot.families().stream().map(Enum::name).toList());
        endpoints(json, "clusterIp", snapshot.clusterIp().stream().toList());
        strings(
                json,
                "changedAt",
                snapshot.changedAt().stream().map(Object::toString).toList());
        strings(
                json,
                "sessionAffinity",
                snapshot.sessionAffinity().stream().map(Object::toString).toList());
        endpoints(json, "endpoints", snapshot.endpoints());
        json.writeEndObject();
    }

    private static void endpoints(JsonGenerator json, String name, List<Endpoint> endpoints) {
        json.writeArrayPropertyStart(name);
        for (Endpoint endpoint : endpoints) {
            json.writeStartObject();
            strings(json, "addresses", endpoint.addresses());
            json.writeNumberProperty("port", endpoint.port());
            Pod pod = endpoint.pod();
            json.writeStringProperty("pod", pod.name());
            json.writeStringProperty("uid", pod.uid());
            json.writeStringProperty("hostname", endpoint.hostname());
            json.writeStringProperty("node", endpoint.location().node());
            json.writeStringProperty("zone", endpoint.location().zone());
            json.writeBooleanProperty("ready", endpoint.conditions().ready());
            json.writeBooleanProperty("serving", endpoint.conditions().serving());
            json.writeBooleanProperty("terminating", endpoint.conditions().terminating());
            strings(json, "forZones", endpoint.hints().zones());
            strings(json, "forNodes", endpoint.hints().nodes());
            json.writeNumberProperty("weight", endpoint.weight());
            json.writeStringProperty("tlsName", endpoint.tlsName());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, Collection<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
