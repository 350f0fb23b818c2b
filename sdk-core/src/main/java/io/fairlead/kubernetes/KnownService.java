package io.fairlead.kubernetes;

import io.fairlead.endpoint.Resolution;
import java.util.Collection;
import java.util.Optional;

/**
 * What the streams of a Service have told of it, as far as a reference needs it.
 *
 * @param needs what is needed
 * @param service empty if there is none
 * @param endpoints what tells of its endpoints
 * @param nodes of the cluster; empty where they are not needed
 * @param ofNamespace whether the Service is watched with all of its namespace
 * @param listed whether all that is needed was told
 * @param failure what stands in the way of an answer
 */
record KnownService(
        Needs needs,
        Optional<ServiceFacts> service,
        Collection<? extends SliceSource> endpoints,
        Collection<NodeFacts> nodes,
        boolean ofNamespace,
        boolean listed,
        Optional<Resolution.Failed> failure) {}
