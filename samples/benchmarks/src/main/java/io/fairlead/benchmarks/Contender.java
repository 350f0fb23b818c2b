package io.fairlead.benchmarks;

import io.fairlead.balancer.Balancer;
import io.fairlead.benchmarks.peers.ArmeriaCycle;
import io.fairlead.benchmarks.peers.FinagleCycle;
import io.fairlead.benchmarks.peers.GrpcCycle;
import io.fairlead.benchmarks.peers.SpringCycle;
import io.fairlead.benchmarks.peers.StorkCycle;
import io.fairlead.benchmarks.reference.BestOfFour;
import io.fairlead.benchmarks.reference.BestOfTwo;
import io.fairlead.benchmarks.reference.SharedCounter;
import io.fairlead.benchmarks.reference.Uniform;
import java.util.function.IntFunction;

/** What is compared: ours, the same by hand, and the peers' policies, each made for a number of endpoints. */
public enum Contender {
    /** The default policy: a pick through the public API and its completion. */
    ADAPTIVE(FairleadCycle::ofDefaultPolicy),
    /** Least request, pick and completion. */
    LEAST_REQUEST(endpoints -> FairleadCycle.of(Balancer.leastRequest(), endpoints)),
    /** Round robin, the choice alone: it counts nothing. */
    ROUND_ROBIN(endpoints -> FairleadCycle.choosing(Balancer.roundRobin(), endpoints)),
    /** Random, the choice alone. */
    RANDOM(endpoints -> FairleadCycle.choosing(Balancer.random(), endpoints)),
    /** Weighted, the choice alone. */
    WEIGHTED(endpoints -> FairleadCycle.choosing(Balancer.weighted(), endpoints)),
    /** Consistent hash with a key, the choice alone. */
    CONSISTENT_HASH(FairleadCycle::hashing),

    /** A random index. */
    REF_RANDOM(Uniform::new),
    /** A counter that all threads share. */
    REF_ROUND_ROBIN(SharedCounter::new),
    /** Best of two by calls in flight. */
    REF_BEST_OF_2(BestOfTwo::new),
    /** The default policy written for one fixed list. */
    REF_BEST_OF_4(BestOfFour::new),

    /** Armeria's round robin, which weighs every endpoint alike. */
    ARMERIA_ROUND_ROBIN(ArmeriaCycle::roundRobin),
    /** Armeria's policy that lets newcomers ramp up. */
    ARMERIA_RAMPING_UP(ArmeriaCycle::rampingUp),
    /** grpc-java's {@code round_robin}. */
    GRPC_ROUND_ROBIN(endpoints -> GrpcCycle.of("round_robin", endpoints)),
    /** grpc-java's {@code least_request_experimental}, by its defaults. */
    GRPC_LEAST_REQUEST(endpoints -> GrpcCycle.of("least_request_experimental", endpoints)),
    /** Finagle's default. */
    FINAGLE_P2C(FinagleCycle::leastLoaded),
    /** Finagle's Peak EWMA. */
    FINAGLE_EWMA(FinagleCycle::peakEwma),
    /** Stork's default. */
    STORK_ROUND_ROBIN(StorkCycle::roundRobin),
    /** Stork's least requests, which looks at all. */
    STORK_LEAST_REQUESTS(StorkCycle::leastRequests),
    /** Spring Cloud LoadBalancer's default. */
    SPRING_ROUND_ROBIN(SpringCycle::new);

    @SuppressWarnings("ImmutableEnumChecker") // the factories keep no state
    private final IntFunction<Cycle> factory;

    Contender(IntFunction<Cycle> factory) {
        this.factory = factory;
    }

    Cycle over(int endpoints) {
        return factory.apply(endpoints);
    }
}
