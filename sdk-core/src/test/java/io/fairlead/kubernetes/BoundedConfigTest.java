package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import org.junit.jupiter.api.Test;

class BoundedConfigTest {
    private int nested;

    @Test
    void readingsThatHangAreBoundedAndThoseThatEndMakeRoom() throws Exception {
        BoundedConfig[] self = new BoundedConfig[1];
        self[0] = new BoundedConfig(() -> {
            nested++;
            return nested == BoundedConfig.MOST_AT_ONCE ? Config.empty() : self[0].read();
        });
        assertThat(self[0].read()).isNotNull();

        // One more than there is room for, all at once.
        nested = -1;
        assertThatThrownBy(self[0]::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("16 readings of the cluster's configuration have not come to an end");

        nested = 0;
        assertThat(self[0].read()).isNotNull();
    }
}
