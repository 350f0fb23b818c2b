package io.fairlead;

import io.fairlead.dns.DnsOptions;
import io.fairlead.dns.DnsResolver;
import io.fairlead.dns.NamesToAddresses;
import io.fairlead.environment.EnvironmentResolver;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.kubernetes.KubernetesResolver;
import io.fairlead.kubernetes.OwnNamespace;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a discovery asks where the caller names no sources: the API, by EndpointSlices, then by Endpoints where these are refused; then DNS,
 * then the service variables.
 */
record DefaultSources(
        KubernetesOptions kubernetes, DnsOptions dns, Scheduler scheduler, Ticker ticker, RandomGenerator random) {
    /**
     * The sources.
     *
     * @param place whose zone the API server is asked for, if it is not known
     */
    List<Resolver> sources(OwnPlace place) {
        // The variables tell of the pod's own namespace. Which one that is only the service account's files say, and
        // without them nothing contradicts a caller who names it.
        KubernetesResolver watch = KubernetesResolver.create(kubernetes, scheduler, ticker, random);
        if (place.wantsZone()) {
            watch.findZone(place.location().node(), place::hear);
        }
        return List.of(
                NamesToAddresses.absolute(watch, dns, scheduler, ticker, random),
                NamesToAddresses.absolute(watch.endpoints(), dns, scheduler, ticker, random),
                DnsResolver.create(dns, scheduler, ticker, random),
                EnvironmentResolver.system(OwnNamespace::ofPod));
    }

    String namespace() {
        return OwnNamespace.find(kubernetes);
    }
}
