package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointCallTest {
    private final GroupTesting world = new GroupTesting();
    private final ServiceDiscovery discovery = world.builder().build();
    private final EndpointGroup group = discovery.group("orders:http");
    private final List<String> tried = new ArrayList<>();

    @BeforeEach
    void threeEndpoints() {
        group.state();
        world.sayEndpoints("10.0.0.1", "10.0.0.2", "10.0.0.3");
    }

    @Test
    void theAnswerComesBack() throws Exception {
        String answer = group.call(endpoint -> "hello from " + endpoint.port());

        assertThat(answer).isEqualTo("hello from 8080");
        assertThat(inFlight()).isZero();
    }

    @Test
    void arefusedConnectionIsTriedElsewhereAtOnceForEveryCall() throws Exception {
        String answer = group.call(endpoint -> {
            tried.add(endpoint.address());
            if (tried.size() < 3) {
                throw new ConnectException("refused");
            }
            return "ok";
        });

        assertThat(answer).isEqualTo("ok");
        assertThat(tried).doesNotHaveDuplicates().hasSize(3);
        assertThat(world.pauses).allMatch(pause -> pause.isZero());
        assertThat(inFlight()).isZero();
    }

    @Test
    void anAttemptMaySayItselfThatNothingWasSent() throws Exception {
        String answer = group.call(endpoint -> {
            tried.add(endpoint.address());
            if (tried.size() < 2) {
                throw new UnsentException(new SocketTimeoutException("Connect timed out"));
            }
            return "ok";
        });

        assertThat(answer).isEqualTo("ok");
        assertThat(tried).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void onlyAnAddressWhereNobodyAnswersIsLeftAtOnce() {
        assertThat(ejectedAfter(new ConnectException("refused"))).isEqualTo(1);
        assertThat(ejectedAfter(new UnsentException(new SocketTimeoutException("Connect timed out"))))
                .isEqualTo(1);
    }

    @Test
    void theProcessesOwnTroubleIsNoReasonToLeaveAnEndpoint() {
        assertThat(ejectedAfter(new SSLHandshakeException("unknown authority"))).isZero();
        assertThat(ejectedAfter(new UnknownHostException("no such host"))).isZero();
        assertThat(ejectedAfter(new UnsentException(new SocketException("Too many open files"))))
                .isZero();
        assertThat(ejectedAfter(new InterruptedIOException("interrupted"))).isZero();
    }

    /** How many endpoints get no calls after one attempt that failed so. */
    private long ejectedAfter(IOException failure) {
        world.sayEndpoints();
        world.sayEndpoints("10.0.0.1", "10.0.0.2", "10.0.0.3"); // all new
        boolean[] failed = {false};
        try {
            String unused = group.call(endpoint -> {
                if (!failed[0]) {
                    failed[0] = true;
                    throw failure;
                }
                return "ok";
            });
        } catch (IOException e) {
            assertThat(e).isSameAs(failure);
        }
        return discovery.explain("orders:http").endpoints().stream()
                .filter(endpoint -> endpoint.reason().contains("ejected"))
                .count();
    }

    @Test
    void callsWithOneKeyGoToOneEndpointWhereThePolicyGoesByKeys() {
        GroupTesting other = new GroupTesting();
        ServiceDiscovery byKey =
                other.builder().balancer(Balancer.consistentHash()).build();
        EndpointGroup orders = byKey.group("orders:http");
        orders.state();
        other.sayEndpoints("10.0.0.1", "10.0.0.2", "10.0.0.3");

        Set<String> all = new HashSet<>();
        for (int user = 0; user < 40; user++) {
            CallOptions options = CallOptions.defaults().withKey("user-" + user);
            Set<String> ofUser = new HashSet<>();
            for (int call = 0; call < 5; call++) {
                ofUser.add(orders.call(options, Endpoint::address));
            }
            assertThat(ofUser).hasSize(1);
            all.addAll(ofUser);
        }
        assertThat(all).hasSize(3);
    }

    @Test
    void whatMayHaveBeenProcessedIsNotMadeTwice() {
        Throwable thrown = catchThrowable(() -> group.call(this::reset));

        assertThat(thrown).isInstanceOf(SocketException.class).hasMessage("reset");
        assertThat(thrown.getSuppressed()).hasSize(1);
        assertThat(thrown.getSuppressed()[0])
                .hasMessageContaining("orders.shop:http: 1 attempt (" + tried.get(0) + ":8080)")
                .hasMessageContaining("not idempotent");
    }

    @Test
    void anIdempotentCallIsMadeThreeTimesElsewhere() {
        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(() -> group.call(CallOptions.defaults().withIdempotent(true), this::reset));

        assertThat(tried).doesNotHaveDuplicates().hasSize(3);
        assertThat(world.pauses).hasSize(2);
        assertThat(inFlight()).isZero();
    }

    @Test
    void theCallersOwnExceptionsAreHisOwn() {
        assertThatIllegalStateException()
                .isThrownBy(() -> group.call(endpoint -> {
                    tried.add(endpoint.address());
                    throw new IllegalStateException("a bug");
                }))
                .withMessage("a bug");

        assertThat(tried).hasSize(1);
        assertThat(inFlight()).isZero();
    }

    @Test
    void anErrorLeavesNothingInFlight() {
        assertThat(catchThrowable(() -> group.call(endpoint -> {
                    throw new AssertionError("broken");
                })))
                .isInstanceOf(AssertionError.class);

        assertThat(inFlight()).isZero();
    }

    @Test
    void anInterruptedWaitEndsTheCallAndStaysVisible() {
        Thread.currentThread().interrupt();

        Throwable thrown = catchThrowable(() -> discovery.group("other:http").call(endpoint -> "never"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(NoEndpointsException.class);
    }

    private String reset(Endpoint endpoint) throws IOException {
        tried.add(endpoint.address());
        throw new SocketException("reset");
    }

    private int inFlight() {
        return discovery.explain(GroupTesting.ORDERS).endpoints().stream()
                .mapToInt(Explanation.EndpointExplanation::inFlight)
                .sum();
    }
}
