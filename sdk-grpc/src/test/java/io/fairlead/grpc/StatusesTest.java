package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.feedback.Outcome;
import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StatusesTest {
    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {
                "CANCELLED",
                "DEADLINE_EXCEEDED",
                "UNAVAILABLE",
                "UNKNOWN",
                "INTERNAL",
                "RESOURCE_EXHAUSTED",
                "DATA_LOSS"
            },
            mode = Mode.EXCLUDE)
    void theCallersOwnErrorsAreGoodAnswers(Status.Code code) {
        assertThat(Statuses.outcome(code.toStatus(), true, true)).isEqualTo(Outcome.SUCCESS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "UNKNOWN", "INTERNAL", "RESOURCE_EXHAUSTED", "DATA_LOSS", "DEADLINE_EXCEEDED"})
    void theServersErrorsAreFailures(Status.Code code) {
        assertThat(Statuses.outcome(code.toStatus(), true, true)).isEqualTo(Outcome.FAILURE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "DEADLINE_EXCEEDED"})
    void withoutAnyAnswerThereIsNone(Status.Code code) {
        assertThat(Statuses.outcome(code.toStatus(), false, true)).isEqualTo(Outcome.NO_ANSWER);
    }

    @Test
    void aConnectionThatBreaksUnderAStreamIsNoAnswerOfTheServer() {
        Status closed = Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());
        assertThat(Statuses.outcome(closed, false, true)).isEqualTo(Outcome.NO_ANSWER);
        assertThat(Statuses.outcome(Status.UNKNOWN, false, true)).isEqualTo(Outcome.FAILURE);
    }

    @Test
    void ofAStreamTheServersErrorsTeachSomethingAndNoTime() {
        assertThat(Statuses.outcome(Status.OK, true, false)).isEqualTo(Outcome.UNTIMED);
        assertThat(Statuses.outcome(Status.NOT_FOUND, true, false)).isEqualTo(Outcome.UNTIMED);
        assertThat(Statuses.outcome(Status.DEADLINE_EXCEEDED, false, false)).isEqualTo(Outcome.IGNORED);
        assertThat(Statuses.outcome(Status.UNAVAILABLE, true, false)).isEqualTo(Outcome.FAILURE);
        assertThat(Statuses.outcome(Status.UNAVAILABLE, false, false)).isEqualTo(Outcome.NO_ANSWER);
        assertThat(Statuses.outcome(Status.INTERNAL, true, false)).isEqualTo(Outcome.FAILURE);
    }

    @Test
    void aPolicyGivesNoCodeThatOnlyAServerMayGive() {
        assertThat(Statuses.ofPolicy(Status.ABORTED)).isEqualTo(Status.UNAVAILABLE);
        assertThat(Statuses.ofPolicy(Status.RESOURCE_EXHAUSTED)).isEqualTo(Status.RESOURCE_EXHAUSTED);
    }

    @Test
    void whatTheCallerEndsTeachesNothing() {
        assertThat(Statuses.outcome(Status.CANCELLED, false, true)).isEqualTo(Outcome.IGNORED);
        assertThat(Statuses.outcome(Status.DEADLINE_EXCEEDED, true, false)).isEqualTo(Outcome.IGNORED);
    }

    @Test
    void theTextHasTheCauseOnce() {
        Status refused = Status.UNAVAILABLE.withDescription("io exception").withCause(new Exception("refused"));
        assertThat(Statuses.text(refused)).isEqualTo("io exception: refused");
        assertThat(Statuses.text(refused.withDescription("refused"))).isEqualTo("refused");
        assertThat(Statuses.text(Status.UNAVAILABLE)).isEqualTo("UNAVAILABLE");
    }
}
