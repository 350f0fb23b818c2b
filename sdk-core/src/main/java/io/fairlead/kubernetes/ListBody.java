package io.fairlead.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import tools.jackson.core.JsonParser;

/** Collects the answer of a list and reads it. */
final class ListBody<T extends ApiObject> implements ApiCall.Body {
    private final ObjectSet<T> set;
    private final ApiReceiver<T> receiver;
    private Bytes bytes = new Bytes();

    ListBody(ObjectSet<T> set, ApiReceiver<T> receiver) {
        this.set = set;
        this.receiver = receiver;
    }

    @Override
    public void sent() {
        receiver.sent();
    }

    @Override
    public void begin() {
        // The answer counts once it is complete.
    }

    @Override
    public void bytes(ByteBuffer buffer) {
        bytes.take(buffer);
    }

    @Override
    public void end() {
        JsonParser json = bytes.parser();
        release();
        receiver.listed(set.one() ? ListReader.readOne(json, set.readers()) : ListReader.read(json, set.readers()));
    }

    @Override
    public void failed(Problem problem) {
        release();
        receiver.failed(problem);
    }

    // The HTTP client remembers its last calls for as long as their connection, and a list may be megabytes.
    private void release() {
        bytes = new Bytes();
    }

    private static final class Bytes extends ByteArrayOutputStream {
        void take(ByteBuffer buffer) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            writeBytes(part);
        }

        JsonParser parser() {
            return Json.parser(buf, count);
        }
    }
}
