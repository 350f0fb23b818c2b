package io.fairlead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.endpoint.ServiceRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What names become, without any question; {@link NamesToAddressesTest} follows them over time. */
class NamesAnswerTest {
    private static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:443");
    private static final NameState A = heard("a.example.com", new Addresses(List.of("192.0.2.1"), List.of()));
    private static final NameState C = heard("c.example.com", new Addresses(List.of("192.0.2.3"), List.of()));
    private static final NameState B = NameState.asked("b.example.com");
    private static final Looked<Addresses> SILENT = Looked.unreachable("no answer");

    @Test
    void aNameThatCannotBeToldAnyMoreKeepsItsAddressesBesideAnotherAndSaysWhy() {
        NamesAnswer answer = answer(List.of(A.heard(SILENT), C));

        assertThat(addresses(answer)).containsExactly("192.0.2.1", "192.0.2.3");
        assertThat(answer.reason()).isEqualTo("a.example.com: no answer; c.example.com has the addresses [192.0.2.3]");
    }

    @Test
    void oneThatWasNeverKnownGivesNoEndpointBesideAnother() {
        assertThat(addresses(answer(List.of(A, B.heard(SILENT))))).containsExactly("192.0.2.1");
    }

    @Test
    void whereNoneIsKnownThatIsTheFailureOfTheFirst() {
        NamesAnswer answer = answer(List.of(B.heard(SILENT)));

        assertThat(answer.resolution())
                .isEqualTo(Resolution.Failed.of(
                        Kind.UNREACHABLE, "orders.shop:443: DNS cannot tell where it is: b.example.com: no answer"));
    }

    @Test
    void withoutAnybodyToAskNamesStayNames() {
        NameState unasked = B.heard(new Looked.Unknown<>(Kind.ABSENT, "no nameserver"));

        assertThat(addresses(answer(List.of(unasked)))).containsExactly("b.example.com");
    }

    private static NameState heard(String name, Addresses addresses) {
        return NameState.asked(name).heard(new Looked.Known<>(addresses, Duration.ofSeconds(5)));
    }

    private static NamesAnswer answer(List<NameState> states) {
        Map<String, NameState> names = new TreeMap<>();
        states.forEach(state -> names.put(state.name(), state));
        List<Endpoint> endpoints =
                names.keySet().stream().map(name -> Endpoint.of(name, 443)).toList();
        return NamesAnswer.of(EndpointSnapshot.asGiven(ORDERS, "watch", endpoints), names, false);
    }

    private static List<String> addresses(NamesAnswer answer) {
        return ((Resolution.Resolved) answer.resolution())
                .snapshot().endpoints().stream().map(Endpoint::address).toList();
    }
}
