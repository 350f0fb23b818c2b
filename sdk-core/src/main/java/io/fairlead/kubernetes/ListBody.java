package io.fairlead.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Collects the answer of a list and reads it. */
final class ListBody<T extends ApiObject> implements ApiCall.Body {
    private final ObjectSet<T> set;
    private final ApiReceiver<T> receiver;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

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
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.writeBytes(part);
    }

    @Override
    public void end() {
        byte[] all = bytes.toByteArray();
        receiver.listed(ListReader.read(Json.parser(all, all.length), set.readers()));
    }

    @Override
    public void failed(Problem problem) {
        receiver.failed(problem);
    }
}
