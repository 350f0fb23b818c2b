package io.fairlead.cli;

import io.fairlead.EndpointGroup;
import io.fairlead.GroupState;
import io.fairlead.Problem;
import io.fairlead.ServiceDiscovery;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.time.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead call http://orders.shop/path --rate 200 --duration 60s}. */
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description =
                "Calls a Service at a steady rate, whether or not earlier calls have ended, and tells who gets what. "
                        + "Exit code 0 when the calls were made, even if all of them failed; 1 if no Service was found.")
final class CallCommand implements Callable<Integer> {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Surroundings surroundings;

    @Mixin
    DiscoveryArguments discovery = new DiscoveryArguments();

    @Mixin
    TlsArguments security = new TlsArguments();

    @Parameters(
            paramLabel = "TARGET",
            converter = Values.OfTarget.class,
            description = "http://orders.shop/path, https://orders.shop/path, kubernetes:///orders.shop:grpc; "
                    + "the latter is asked for its health")
    @Nullable
    Target target;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            converter = Values.OfRate.class,
            description = "calls a second (default: ${DEFAULT-VALUE})")
    double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Values.OfDuration.class,
            description = "for how long calls are started (default: ${DEFAULT-VALUE})")
    @Nullable
    Duration duration;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "64",
            converter = Values.OfConcurrency.class,
            description =
                    "how many calls may run at a time (default: ${DEFAULT-VALUE}); one that has to wait longer than "
                            + "--timeout for its start has failed")
    int concurrency;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = Values.OfDuration.class,
            description = "deadline of a call with all its attempts (default: ${DEFAULT-VALUE})")
    @Nullable
    Duration timeout;

    @Option(
            names = "--attempt-timeout",
            paramLabel = "TIME",
            converter = Values.OfDuration.class,
            description =
                    "how long one attempt may wait for its answer: then HTTP gives it up and tries elsewhere, gRPC "
                            + "tries elsewhere as well; best well below --timeout (default: only --timeout ends an attempt)")
    Optional<Duration> attemptTimeout = Optional.empty();

    @Mixin
    PolicyArguments policy = new PolicyArguments();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            split = ",",
            splitSynopsisLabel = ",",
            converter = Values.OfKey.class,
            description =
                    "what calls have in common, for --policy consistent-hash; of several, calls take one after the other")
    List<String> keys = List.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = Values.OfJsonFile.class,
            description = "write the summary to this file too")
    Optional<JsonFile> json = Optional.empty();

    @Option(
            names = "--calls",
            paramLabel = "FILE",
            converter = Values.OfLog.class,
            description = "write a line of JSON to this file for each call")
    Optional<Path> calls = Optional.empty();

    @Option(
            names = "--plain",
            description =
                    "OkHttp by itself, to compare with: the Service's virtual IP by the DNS name. The options of discovery, "
                            + "policy and attempts have no effect; an answer's header " + HttpTransport.SERVED_BY
                            + " tells its endpoint")
    boolean plain;

    CallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Target called = Objects.requireNonNull(target);
        Optional<String> conflict = security.conflict(called).or(() -> policy.conflict(keys));
        if (conflict.isPresent()) {
            throw discovery.bad(conflict.get());
        }
        Attempts attempts = new Attempts(CLOCK);
        if (plain) {
            try (Transport transport = plain(called, attempts)) {
                load(transport, attempts);
            }
            return 0;
        }
        try (DiscoveryArguments.Discovery open =
                discovery.open(surroundings, policy.balancer(), retry(), Optional.of(attempts))) {
            EndpointGroup group = open.services().group(called.service());
            GroupState state = Readiness.await(group, surroundings.patience());
            Optional<Problem> notFound = Readiness.notFound(state);
            if (notFound.isPresent()) {
                throw notFound.get().exception(group.service());
            }
            state.problem().ifPresent(problem -> surroundings.err().println("fairlead call: " + problem.message()));
            try (Transport transport = transport(called, open.services(), attempts)) {
                if (state.problem().isEmpty()) {
                    transport.warmUp(surroundings.patience());
                }
                load(transport, attempts);
            }
        }
        return 0;
    }

    private Transport plain(Target called, Attempts attempts) {
        if (called instanceof Target.Http http) {
            return HttpTransport.plain(http, attempts, Objects.requireNonNull(timeout), security.authority);
        }
        throw discovery.bad(
                "--plain: for gRPC the target names another policy (expected: http://… or https://…, or without "
                        + "--plain kubernetes:///…?policy=round_robin)");
    }

    private RetryConfig retry() {
        try {
            return attemptTimeout
                    .map(RetryConfig.defaults()::withAttemptTimeout)
                    .orElseGet(RetryConfig::defaults);
        } catch (IllegalArgumentException e) {
            throw discovery.bad("--attempt-timeout: " + e.getMessage());
        }
    }

    private Transport transport(Target called, ServiceDiscovery services, Attempts attempts) {
        Duration limit = Objects.requireNonNull(timeout);
        try {
            return called instanceof Target.Grpc grpc
                    ? GrpcTransport.of(grpc, services, attempts, limit, security, new Keys(keys))
                    : HttpTransport.of(
                            (Target.Http) called, services, attempts, limit, security.authority, new Keys(keys));
        } catch (IllegalArgumentException e) {
            throw discovery.bad(String.valueOf(e.getMessage())); // a target that only the library knows to be bad
        }
    }

    private CallPlan plan() {
        return new CallPlan(rate, Objects.requireNonNull(duration), concurrency, Objects.requireNonNull(timeout));
    }

    private void load(Transport transport, Attempts attempts) throws InterruptedException {
        if (calls.isEmpty()) {
            load(transport, new Tally(CLOCK, attempts));
            return;
        }
        try (CallLog log = CallLog.open(calls.get())) {
            load(transport, new Tally(CLOCK, attempts, Optional.of(log)));
        }
    }

    private void load(Transport transport, Tally tally) throws InterruptedException {
        Progress progress = Progress.start(tally, surroundings.out());
        try {
            new OpenLoop(plan(), transport, tally, Ticker.system(), surroundings.stop()).run();
        } finally {
            progress.end();
        }
        CallReport report = tally.report();
        surroundings.out().println(report.summary());
        json.ifPresent(file -> file.write(report));
    }
}
