package io.fairlead.cli;

import io.fairlead.DiscoveryListener;
import io.fairlead.ServiceDiscovery;
import io.fairlead.ServiceDiscoveryBuilder;
import io.fairlead.balancer.Balancer;
import io.fairlead.dns.DnsOptions;
import io.fairlead.dns.DnsResolver;
import io.fairlead.dns.NamesToAddresses;
import io.fairlead.environment.EnvironmentResolver;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.kubernetes.KubernetesResolver;
import io.fairlead.kubernetes.OwnNamespace;
import io.fairlead.kubernetes.Reach;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.resolver.LastGoodConfig;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command: how a Service is found. */
final class DiscoveryArguments {
    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec command;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "of Services that are named without one (default: the pod's own, else the kubeconfig's)")
    Optional<String> namespace = Optional.empty();

    @Option(
            names = "--source",
            paramLabel = "watch|endpoints|dns|env",
            converter = Values.OfSource.class,
            description =
                    "ask exactly this one: the Kubernetes API by EndpointSlices or by legacy Endpoints, the cluster's DNS, or the "
                            + "service variables of the pod (default: each in this order where the one before it fails)")
    Optional<Source> source = Optional.empty();

    @Option(
            names = "--reach",
            paramLabel = "pods|virtual-ip|node-ports|load-balancer",
            converter = Values.OfReach.class,
            description =
                    "by which of their addresses Services are called (default: in the cluster by pods; from outside by what the "
                            + "Service's type offers, else by pods)")
    Optional<Reach> reach = Optional.empty();

    @Option(
            names = "--strict",
            description = "an error, in place of calling the Service's address, where no pods are found")
    boolean strict;

    @Option(
            names = "--last-good",
            paramLabel = "DIRECTORY",
            description = "keep the last good answers in files there, and begin with them where the API server is away")
    Optional<Path> lastGood = Optional.empty();

    @Option(names = "--verbose", description = "log every change and failure to standard error")
    void verbose(boolean value) {
        if (value) {
            // Read by slf4j-simple when the first logger is made, which is later.
            System.setProperty("org.slf4j.simpleLogger.log.io.fairlead", "debug");
        }
    }

    /** A discovery of these options, to be closed. */
    Discovery open(
            Surroundings surroundings, Balancer policy, RetryConfig retry, Optional<DiscoveryListener> listener) {
        return open(surroundings, policy, retry, listener, source);
    }

    /** The same, but of one source, whatever the options say. */
    Discovery openOnly(Source asked, Surroundings surroundings) {
        return open(surroundings, Balancer.adaptive(), RetryConfig.defaults(), Optional.empty(), Optional.of(asked));
    }

    private Discovery open(
            Surroundings surroundings,
            Balancer policy,
            RetryConfig retry,
            Optional<DiscoveryListener> listener,
            Optional<Source> asked) {
        Scheduler scheduler = Scheduler.daemonThread("fairlead-discovery");
        KubernetesOptions kubernetes = reach.map(value ->
                        surroundings.kubernetes().toBuilder().reach(value).build())
                .orElse(surroundings.kubernetes());
        ServiceDiscoveryBuilder builder = ServiceDiscovery.builder()
                .kubernetes(kubernetes)
                .scheduler(scheduler)
                .balancer(policy)
                .retry(retry)
                .strict(strict);
        asked.ifPresent(chosen -> builder.source(resolver(chosen, kubernetes, surroundings, scheduler)));
        listener.ifPresent(builder::listener);
        lastGood.ifPresent(directory -> builder.lastGood(LastGoodConfig.in(directory)));
        namespace.ifPresent(name -> builder.namespace(checkedNamespace(name)));
        return new Discovery(builder.build(), scheduler);
    }

    private static Resolver resolver(
            Source source, KubernetesOptions kubernetes, Surroundings surroundings, Scheduler scheduler) {
        Ticker ticker = Ticker.system();
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        DnsOptions dns = DnsOptions.defaults();
        return switch (source) {
            case WATCH, ENDPOINTS -> {
                KubernetesResolver api = KubernetesResolver.create(kubernetes, scheduler, ticker, random);
                Resolver asked = source == Source.WATCH ? api : api.endpoints();
                yield NamesToAddresses.absolute(asked, dns, scheduler, ticker, random);
            }
            case DNS -> DnsResolver.create(dns, scheduler, ticker, random);
            case ENV -> EnvironmentResolver.of(surroundings.environment(), OwnNamespace.ofPod());
        };
    }

    private String checkedNamespace(String name) {
        if (!name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw bad("--namespace: " + name + " (expected: a DNS label: lower-case letters, digits and -)");
        }
        return name;
    }

    /** The error for arguments that are wrong together or by what they name. */
    ParameterException bad(String message) {
        if (command == null) {
            throw new IllegalStateException("used before the command line was read");
        }
        return new ParameterException(command.commandLine(), message);
    }

    /** A discovery and the scheduler that it runs on. */
    record Discovery(ServiceDiscovery services, Scheduler scheduler) implements AutoCloseable {
        @Override
        public void close() {
            services.close();
            scheduler.close();
        }
    }
}
