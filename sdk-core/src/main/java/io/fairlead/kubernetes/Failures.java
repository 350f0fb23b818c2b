package io.fairlead.kubernetes;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import java.util.Optional;

/** Says what a problem with the API server means for a Service, and what to do about it. */
final class Failures {
    private Failures() {}

    /**
     * The failure.
     *
     * @param service which cannot be told
     * @param set what was asked for
     * @param verb how: list or watch
     */
    static Resolution.Failed of(ServiceName service, ObjectSet<?> set, String verb, Problem problem) {
        if (problem instanceof Problem.NoCluster none) {
            return Resolution.Failed.of(Kind.ABSENT, none.text());
        }
        if (problem instanceof Problem.Refused refused && refused.isDenied()) {
            return Resolution.Failed.of(Kind.DENIED, denied(service, set, verb, refused));
        }
        if (problem instanceof Problem.Refused refused && refused.code() == 404) {
            return Resolution.Failed.of(
                    Kind.ABSENT,
                    service + ": this cluster does not serve " + set.resource() + " (" + refused.text() + ")"
                            + (set.resource().equals("endpointslices") ? ": Kubernetes 1.21 or later does" : ""));
        }
        Optional<Throwable> cause =
                problem instanceof Problem.Broken broken ? Optional.of(broken.cause()) : Optional.empty();
        return new Resolution.Failed(
                Kind.UNREACHABLE,
                service + ": the API server cannot be asked to " + verb + " " + set.resource() + ": " + problem.text()
                        + ". It is tried again until it answers",
                cause);
    }

    private static String denied(ServiceName service, ObjectSet<?> set, String verb, Problem.Refused refused) {
        boolean nodes = set.resource().equals(ObjectSet.NODES);
        String what = "may not " + verb + " " + set.resource()
                + (nodes ? ", which its node ports need" : " in namespace " + service.namespace());
        if (refused.code() == 401) {
            return service + ": " + what + ", because the API server does not accept the credentials (" + refused.text()
                    + "): renew the token of the service account or the kubeconfig. A pod whose service account was deleted and "
                    + "made again keeps its old token for up to an hour: restart it";
        }
        return service + ": " + what + " (" + refused.text() + "): apply this:\n"
                + RequiredRole.yaml(service.namespace(), set.resource(), refused.message());
    }
}
