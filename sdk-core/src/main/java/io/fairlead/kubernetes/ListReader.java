package io.fairlead.kubernetes;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the answer of a list request. */
final class ListReader {
    private ListReader() {}

    /**
     * A list.
     *
     * @param items its objects
     * @param version the resourceVersion from which a watch goes on
     */
    record Listed<T>(List<T> items, String version) {}

    /**
     * Reads a single object, as a list of it.
     *
     * @throws JacksonException if it is no JSON object
     */
    static <T extends ApiObject> Listed<T> readOne(JsonParser json, ObjectReader.Factory<T> readers) {
        json.nextToken();
        T object = readers.create().read(json).object();
        return new Listed<>(List.of(object), object.id().version());
    }

    /**
     * Reads a whole list.
     *
     * @throws JacksonException if it is no JSON object
     */
    static <T extends ApiObject> Listed<T> read(JsonParser json, ObjectReader.Factory<T> readers) {
        List<T> items = new ArrayList<>();
        String[] version = {""};
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw Json.malformed(json, "a list");
        }
        Json.fields(json, (parser, field) -> {
            switch (field) {
                case "metadata" ->
                    Json.fields(parser, (inner, key) -> {
                        if (key.equals("resourceVersion")) {
                            version[0] = Json.text(inner);
                        } else {
                            inner.skipChildren();
                        }
                    });
                case "items" ->
                    Json.elements(
                            parser,
                            element -> items.add(readers.create().read(element).object()));
                default -> parser.skipChildren();
            }
        });
        return new Listed<>(items, version[0]);
    }
}
