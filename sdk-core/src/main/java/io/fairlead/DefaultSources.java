package io.fairlead;

import io.fairlead.endpoint.Location;
import io.fairlead.environment.EnvironmentResolver;
import io.fairlead.environment.OwnLocation;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a discovery uses where the caller says nothing. */
record DefaultSources(Scheduler scheduler, Ticker ticker, RandomGenerator random, Optional<String> givenNamespace) {
    List<Resolver> sources() {
        return List.of(EnvironmentResolver.system(Optional.empty()));
    }

    String namespace() {
        return givenNamespace.orElse("default");
    }

    Location location() {
        return OwnLocation.system();
    }
}
