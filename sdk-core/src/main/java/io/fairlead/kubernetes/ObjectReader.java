package io.fairlead.kubernetes;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one object of the API as it comes from the wire, keeps what is needed and skips the rest, managedFields among
 * it. The fields may come in any order. One instance reads one object: either of its kind, or the Status that stands in
 * its place where something went wrong.
 *
 * @param <T> what is kept of the object
 */
abstract class ObjectReader<T extends ApiObject> {
    protected String namespace = "";
    protected String name = "";
    protected String version = "";
    private int code;
    private String message = "";

    /** What stood there: the object, and where it is a Status, its code and message. */
    record Read<T>(T object, int code, String message) {}

    /**
     * Reads the object whose opening brace is the current token.
     *
     * @throws JacksonException if it is none
     */
    final Read<T> read(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Json.malformed(json, "an object");
        }
        for (String field = json.nextName(); field != null; field = json.nextName()) {
            json.nextToken();
            switch (field) {
                case "metadata" -> Json.fields(json, this::metadata);
                case "code" -> code = Json.integer(json);
                case "message" -> message = Json.text(json);
                default -> field(json, field);
            }
        }
        return new Read<>(object(), code, message);
    }

    /** Reads the value of one field of the object, or skips it. */
    abstract void field(JsonParser json, String field);

    /** A label of the object. */
    void label(String key, String value) {}

    /** An annotation of the object. */
    void annotation(String key, String value) {}

    /** What has been kept. */
    abstract T object();

    final ObjectId id() {
        return new ObjectId(namespace, name, version);
    }

    private void metadata(JsonParser json, String field) {
        switch (field) {
            case "namespace" -> namespace = Json.text(json);
            case "name" -> name = Json.text(json);
            case "resourceVersion" -> version = Json.text(json);
            case "labels" -> Json.fields(json, (parser, key) -> label(key, Json.text(parser)));
            case "annotations" -> Json.fields(json, (parser, key) -> annotation(key, Json.text(parser)));
            default -> json.skipChildren();
        }
    }

    /** A maker of readers: one a object. */
    @FunctionalInterface
    interface Factory<T extends ApiObject> {
        ObjectReader<T> create();
    }
}
