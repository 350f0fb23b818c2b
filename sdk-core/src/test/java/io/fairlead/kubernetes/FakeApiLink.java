package io.fairlead.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A link that asks a test what to answer. */
final class FakeApiLink implements ApiLink {
    private final Consumer<Request> api;

    FakeApiLink(Consumer<Request> api) {
        this.api = api;
    }

    /** One request; the length is zero for a list. */
    record Request(FakeApiLink link, Duration length, ApiReceiver<?> receiver) {
        boolean isList() {
            return length.isZero();
        }

        void isSent() {
            receiver.sent();
        }

        /** Answers as an API server where all is well and nothing there. */
        void succeeds() {
            receiver.sent();
            if (isList()) {
                listNothing(receiver);
            } else {
                receiver.opened();
            }
        }

        void fails(Problem problem) {
            receiver.sent();
            receiver.failed(problem);
        }

        private static <T extends ApiObject> void listNothing(ApiReceiver<T> receiver) {
            receiver.listed(new ListReader.Listed<>(List.of(), "5"));
        }
    }

    @Override
    public <T extends ApiObject> Call list(
            ObjectSet<T> set, String version, Duration timeout, ApiReceiver<T> receiver) {
        return ask(new Request(this, Duration.ZERO, receiver));
    }

    @Override
    public <T extends ApiObject> Call watch(
            ObjectSet<T> set, String version, Duration length, ApiReceiver<T> receiver) {
        return ask(new Request(this, length, receiver));
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private Call ask(Request request) {
        api.accept(request);
        return () -> {};
    }
}
