package io.fairlead.kubernetes;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Walks over JSON tokens. What is null or of another kind than expected counts as absent, as in the API's own reading. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** A parser of these bytes. */
    static JsonParser parser(byte[] bytes, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, length);
    }

    /** A parser of this text. */
    static JsonParser parser(String text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /** Visits every field of the object at the current token; the visitor stands on the value and consumes or skips it. */
    static void fields(JsonParser json, BiConsumer<JsonParser, String> visitor) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String field = json.nextName(); field != null; field = json.nextName()) {
            json.nextToken();
            visitor.accept(json, field);
        }
    }

    /** Visits every element of the array at the current token; the visitor stands on it and consumes or skips it. */
    static void elements(JsonParser json, Consumer<JsonParser> visitor) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            visitor.accept(json);
        }
    }

    /** The text at the current token, empty if there is none. */
    static String text(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        json.skipChildren();
        return "";
    }

    /** The whole number at the current token, 0 if there is none that fits. */
    static int integer(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT) {
            return json.getIntValue();
        }
        json.skipChildren();
        return 0;
    }

    /** The truth value at the current token, or what an absent one stands for. */
    static boolean truth(JsonParser json, boolean absent) {
        boolean value =
                json.currentToken() == JsonToken.VALUE_TRUE || (json.currentToken() != JsonToken.VALUE_FALSE && absent);
        json.skipChildren();
        return value;
    }

    /** The failure to throw where something else than expected was found. */
    static JacksonException malformed(JsonParser json, String expected) {
        return new StreamReadException(json, "found " + json.currentToken() + " (expected: " + expected + ")");
    }
}
