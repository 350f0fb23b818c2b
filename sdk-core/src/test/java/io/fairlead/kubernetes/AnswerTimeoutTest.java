package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTimeoutTest {
    private static final Problem TOO_SLOW = new Problem.Broken(new HttpTimeoutException("no answer"));

    private final AnswerTimeout timeout = new AnswerTimeout(Duration.ofSeconds(4));

    @Test
    void theFirstAnswerHasTenSecondsAtLeast() {
        assertThat(timeout.next(true)).hasSeconds(10);
        assertThat(timeout.next(false)).hasSeconds(4);
        assertThat(new AnswerTimeout(Duration.ofSeconds(11)).next(true)).hasSeconds(11);
    }

    @Test
    void anApiServerThatIsTooSlowGetsTwiceTheTimeUpToHalfAMinuteUntilItProvesItself() {
        timeout.failed(TOO_SLOW);
        assertThat(timeout.next(false)).hasSeconds(8);
        timeout.failed(TOO_SLOW);
        timeout.failed(TOO_SLOW);
        assertThat(timeout.next(false)).hasSeconds(30);

        timeout.proven();

        assertThat(timeout.next(false)).hasSeconds(4);
    }

    @Test
    void whatElseGoesWrongSaysNothingOfTheTime() {
        timeout.failed(new Problem.Broken(new EOFException("cut off")));

        assertThat(timeout.next(false)).hasSeconds(4);
    }
}
