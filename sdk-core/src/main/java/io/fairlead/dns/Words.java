package io.fairlead.dns;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;

/** What an answer is, for explanations. */
final class Words {
    private Words() {}

    static String describe(Resolution resolution) {
        if (resolution instanceof Resolution.NotFound notFound) {
            return notFound.message();
        }
        if (resolution instanceof Resolution.Failed failed) {
            return failed.message();
        }
        if (!(resolution instanceof Resolution.Resolved resolved)) {
            return "DNS has not answered";
        }
        EndpointSnapshot snapshot = resolved.snapshot();
        String name = snapshot.service().dnsName();
        if (snapshot.endpoints().isEmpty()) {
            return "DNS has " + name + " and no address for it";
        }
        return snapshot.clusterIp().isPresent()
                ? "DNS has the virtual IP of " + name
                : "DNS has the addresses behind " + name + ", as ready as it knows them";
    }
}
