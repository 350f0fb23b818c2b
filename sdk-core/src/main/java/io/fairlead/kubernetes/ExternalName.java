package io.fairlead.kubernetes;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.NotFound.Reason;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.IpText;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a Service of type ExternalName resolves to: its target by name, which is also whose certificate is to be expected. A port number is
 * the target's own, whatever ports the Service lists, since nothing in the cluster is in between.
 *
 * @param ref what was asked for
 * @param service of that type
 * @param source who tells of it
 */
record ExternalName(ServiceRef ref, ServiceFacts service, String source) {
    // Underscores too: they are in names of real hosts. Length is what DNS allows.
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)*[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");

    Resolution resolve() {
        String given = service.externalName();
        String target = given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
        if (IpText.canonical(target).isPresent() || !NAME.matcher(target).matches()) {
            return Resolution.Failed.of(
                    Resolution.Failed.Kind.INVALID,
                    ref + " is of type ExternalName, and its externalName is no DNS name: " + given
                            + "; an address needs a Service without selector and an EndpointSlice");
        }
        if (!ref.hostname().isEmpty()) {
            return refused(Reason.SERVICE, " stands for " + target + " and has no pod " + ref.hostname());
        }
        if (ref.port() instanceof PortRef.Numbered port) {
            return resolved(target, port.number());
        }
        if (service.ports().isEmpty()) {
            return refused(
                    Reason.PORT,
                    " stands for " + target + " and has no ports: give the port as a number, such as :443");
        }
        PortChoice.Choice choice = new PortChoice(ref, service).choose();
        return choice instanceof PortChoice.Chosen chosen
                ? resolved(target, chosen.number())
                : ((PortChoice.Refused) choice).resolution();
    }

    private Resolution resolved(String target, int port) {
        Endpoint name = Endpoint.builder(target, port).tlsName(target).build();
        return new Resolution.Resolved(EndpointSnapshot.asGiven(ref, source, List.of(name)));
    }

    private Resolution refused(Reason reason, String what) {
        return new Resolution.NotFound(
                reason,
                "Service " + ref.name() + " in namespace " + ref.namespace() + " is of type ExternalName," + what);
    }
}
