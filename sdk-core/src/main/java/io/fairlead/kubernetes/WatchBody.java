package io.fairlead.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Cuts a watch into lines and reads each as it comes. */
final class WatchBody<T extends ApiObject> implements ApiCall.Body {
    private final ObjectSet<T> set;
    private final ApiReceiver<T> receiver;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    WatchBody(ObjectSet<T> set, ApiReceiver<T> receiver) {
        this.set = set;
        this.receiver = receiver;
    }

    @Override
    public void sent() {
        receiver.sent();
    }

    @Override
    public void begin() {
        receiver.opened();
    }

    @Override
    public void bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, begin, i - begin);
                event();
                begin = i + 1;
            }
        }
        line.write(bytes, begin, bytes.length - begin);
    }

    // What is left without a line's end was cut off.
    @Override
    public void end() {
        receiver.failed(new Problem.Ended());
    }

    @Override
    public void failed(Problem problem) {
        receiver.failed(problem);
    }

    private void event() {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (bytes.length > 0) {
            receiver.event(WatchEvent.read(Json.parser(bytes, bytes.length), set.readers()));
        }
    }
}
