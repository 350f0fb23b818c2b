package io.fairlead.kubernetes;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One line of a watch.
 *
 * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED}, {@code BOOKMARK} or {@code ERROR}
 * @param object what it is about; of a bookmark only the version counts, of an error nothing
 * @param code of an error: the HTTP status that it stands for, such as 410
 * @param message of an error: what the API server says
 */
record WatchEvent<T extends ApiObject>(String type, T object, int code, String message) {
    /**
     * Reads a line.
     *
     * @throws JacksonException if it is no watch event
     */
    static <T extends ApiObject> WatchEvent<T> read(JsonParser json, ObjectReader.Factory<T> readers) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw Json.malformed(json, "a watch event");
        }
        String type = "";
        ObjectReader.Read<T> read = new ObjectReader.Read<>(readers.create().object(), 0, "");
        for (String field = json.nextName(); field != null; field = json.nextName()) {
            JsonToken value = json.nextToken();
            if (field.equals("type")) {
                type = Json.text(json);
            } else if (field.equals("object") && value == JsonToken.START_OBJECT) {
                read = readers.create().read(json);
            } else {
                json.skipChildren();
            }
        }
        return new WatchEvent<>(type, read.object(), read.code(), read.message());
    }

    /** The message of the Status that an error answer carries, empty if it has none. */
    static String message(JsonParser json) {
        String[] message = {""};
        json.nextToken();
        Json.fields(json, (parser, field) -> {
            if (field.equals("message")) {
                message[0] = Json.text(parser);
            } else {
                parser.skipChildren();
            }
        });
        return message[0];
    }
}
