package io.fairlead.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Location;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnLocationTest {
    @Test
    void nodeAndZoneComeFromTheDownwardApi() {
        assertThat(OwnLocation.of(Map.of("NODE_NAME", "node-1", "NODE_ZONE", " zone-a\n")))
                .isEqualTo(new Location("node-1", "zone-a"));
    }

    @Test
    void whatIsNotSetIsUnknown() {
        assertThat(OwnLocation.of(Map.of("PATH", "/bin"))).isEqualTo(Location.UNKNOWN);
    }
}
