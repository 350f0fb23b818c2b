package io.fairlead.kubernetes;

import io.fairlead.endpoint.ServiceRef;
import java.util.Optional;

/**
 * What has to be known of a Service to answer a reference to it.
 *
 * @param endpoints whether what tells of its endpoints has to be
 * @param nodes whether the nodes have to be
 * @param reach how it is reached, as the end of a sentence for explanations; empty if it is not known yet
 */
record Needs(boolean endpoints, boolean nodes, String reach) {
    /**
     * By what is known of the Service.
     *
     * @param service empty while there is none, or none is known
     * @param slicesWanted whether endpoints have to be known meanwhile
     */
    static Needs of(ServiceRef ref, Optional<ServiceFacts> service, EndpointMapping.Rules rules, boolean slicesWanted) {
        Optional<ServiceFacts> reached =
                service.filter(known -> known.externalName().isEmpty());
        if (reached.isEmpty()) {
            return new Needs(slicesWanted, false, "");
        }
        ReachChoice choice = rules.reach(ref, reached.get());
        return new Needs(choice.needsEndpoints(reached.get()), choice.needsNodes(), "; reached " + choice);
    }
}
