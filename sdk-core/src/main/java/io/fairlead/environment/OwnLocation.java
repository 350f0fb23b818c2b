package io.fairlead.environment;

import io.fairlead.endpoint.Location;
import java.util.Map;

/**
 * Where this process runs, from the variables that a pod's manifest can fill from the downward API: {@code NODE_NAME} from
 * {@code spec.nodeName}, {@code NODE_ZONE} from the label {@code topology.kubernetes.io/zone}, which pods carry themselves since
 * Kubernetes 1.35.
 */
public final class OwnLocation {
    private OwnLocation() {}

    /** What these variables say; unknown where they say nothing. */
    public static Location of(Map<String, String> variables) {
        return new Location(
                variables.getOrDefault("NODE_NAME", "").strip(),
                variables.getOrDefault("NODE_ZONE", "").strip());
    }

    /** What the variables of this process say. */
    public static Location system() {
        return of(System.getenv());
    }
}
