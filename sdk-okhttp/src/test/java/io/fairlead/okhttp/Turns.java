package io.fairlead.okhttp;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Answers in this order, whichever server is asked; the last one for ever. */
final class Turns implements Function<RecordedRequest, MockResponse> {
    private final List<MockResponse> answers;
    private final AtomicInteger next = new AtomicInteger();

    Turns(MockResponse... answers) {
        this.answers = List.of(answers);
    }

    @Override
    public MockResponse apply(RecordedRequest request) {
        return answers.get(Math.min(next.getAndIncrement(), answers.size() - 1));
    }

    /** The next answer, which stays the next. */
    MockResponse peek() {
        return answers.get(Math.min(next.get(), answers.size() - 1));
    }
}
