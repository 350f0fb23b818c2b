package io.fairlead.testkit;

import java.util.Optional;

/**
 * Which requests a fault is for. Empty parts mean any.
 *
 * @param verb requests of this verb only
 * @param resource requests for this resource only
 * @param namespace requests in this namespace only; requests over all namespaces are in none
 */
public record Target(Optional<Verb> verb, Optional<Resource> resource, Optional<String> namespace) {

    /**
     * Every request, unknown paths included.
     *
     * @return the target
     */
    public static Target everything() {
        return new Target(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Every request of a verb.
     *
     * @param verb the verb
     * @return the target
     */
    public static Target of(Verb verb) {
        return everything().verb(verb);
    }

    /**
     * Every request for a resource.
     *
     * @param resource the resource
     * @return the target
     */
    public static Target of(Resource resource) {
        return everything().resource(resource);
    }

    /**
     * Every request of a verb for a resource.
     *
     * @param verb the verb
     * @param resource the resource
     * @return the target
     */
    public static Target of(Verb verb, Resource resource) {
        return of(verb).resource(resource);
    }

    /**
     * Only those of this verb.
     *
     * @param only what the requests have to be of
     * @return the target
     */
    public Target verb(Verb only) {
        return new Target(Optional.of(only), resource, namespace);
    }

    /**
     * Only those for this resource.
     *
     * @param only what the requests have to be of
     * @return the target
     */
    public Target resource(Resource only) {
        return new Target(verb, Optional.of(only), namespace);
    }

    /**
     * Only those in this namespace.
     *
     * @param only what the requests have to be of
     * @return the target
     */
    public Target namespace(String only) {
        return new Target(verb, resource, Optional.of(only));
    }

    boolean matches(Optional<ApiCall> call) {
        if (call.isEmpty()) {
            return equals(everything());
        }
        return call.filter(asked -> verb.orElse(asked.verb()) == asked.verb())
                .filter(asked -> resource.orElse(asked.resource()) == asked.resource())
                .filter(asked -> namespace.orElse(asked.namespace()).equals(asked.namespace()))
                .isPresent();
    }
}
