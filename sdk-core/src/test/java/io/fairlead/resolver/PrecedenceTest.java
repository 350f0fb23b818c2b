package io.fairlead.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.endpoint.ServiceRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is decided, without any source; {@link ResolverChainTest} tells what listeners hear of it. */
class PrecedenceTest {
    private static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:8080");
    private static final Resolution PODS =
            new Resolution.Resolved(EndpointSnapshot.asGiven(ORDERS, "a", List.of(Endpoint.of("10.0.0.1", 8080))));
    private static final Failed UNREACHABLE = Failed.of(Kind.UNREACHABLE, "no answer");
    private static final Failed DENIED = Failed.of(Kind.DENIED, "denied");
    private static final Resolution AMBIGUOUS =
            new Resolution.NotFound(Resolution.NotFound.Reason.AMBIGUOUS_PORT, "which port");

    private final SourceState first = SourceState.asked("a");
    private final SourceState second = SourceState.asked("b");
    private final Precedence precedence = new Precedence(ORDERS, Duration.ofSeconds(2), false);

    @Test
    void aSourceIsWaitedForUntilItIsLate() {
        assertThat(precedence.decide(List.of(first), false)).isEqualTo(new Precedence.Wait(Optional.empty()));
        assertThat(precedence.decide(List.of(first.late()), false)).isInstanceOf(Precedence.AskNext.class);
    }

    @Test
    void anAnswerIsTheChainsAndNoLaterSourceIsNeeded() {
        assertThat(precedence.decide(List.of(first.heard(PODS), second), true))
                .isEqualTo(new Precedence.Answer(PODS, 0, 1));
    }

    @Test
    void outOfReachTheAnswerIsKeptAndDeniedItIsNot() {
        SourceState answered = first.heard(PODS);

        assertThat(precedence.decide(List.of(answered.heard(UNREACHABLE)), false))
                .isEqualTo(new Precedence.KeepAnswer(UNREACHABLE, 0, 1));
        assertThat(precedence.decide(List.of(answered.heard(DENIED)), false))
                .isEqualTo(new Precedence.AskNext(Optional.of(DENIED)));
        assertThat(precedence.decide(List.of(answered.heard(DENIED).heard(UNREACHABLE)), false))
                .isEqualTo(new Precedence.AskNext(Optional.of(UNREACHABLE)));
    }

    @Test
    void whoKnewEndpointsIsNotGivenUpForASourceThatCannotTellWhichPortIsMeant() {
        SourceState knew = first.heard(PODS).heard(DENIED);
        SourceState neverKnew = first.heard(DENIED);
        SourceState ambiguous = second.heard(AMBIGUOUS);

        assertThat(precedence.decide(List.of(knew, ambiguous), true))
                .isEqualTo(new Precedence.KeepAnswer(DENIED, 0, 2));
        assertThat(precedence.decide(List.of(neverKnew, ambiguous), true))
                .isEqualTo(new Precedence.Answer(AMBIGUOUS, 1, 2));
    }

    @Test
    void whereNobodyAnswersAllHaveTheirWord() {
        List<SourceState> both = List.of(first.heard(UNREACHABLE), second.heard(DENIED));

        assertThat(precedence.decide(both, true))
                .isEqualTo(new Precedence.Answer(Failed.of(Kind.UNREACHABLE, "no answer; denied"), 0, 2));
    }
}
