package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SharedDiscoveryTest {
    private final GroupTesting world = new GroupTesting();
    private final SharedDiscovery shared = new SharedDiscovery();

    @Test
    void allSharesSeeTheSameGroups() {
        shared.configure(world::builder);
        ServiceDiscovery one = shared.share();
        ServiceDiscovery other = shared.share();

        assertThat(one.group("orders:http")).isSameAs(other.group("orders:http"));
        one.close();
        other.close();
    }

    @Test
    void onlyTheLastShareEndsIt() {
        shared.configure(world::builder);
        ServiceDiscovery one = shared.share();
        ServiceDiscovery other = shared.share();
        EndpointGroup group = other.group("orders:http");
        group.state();
        world.sayEndpoints("10.0.0.1");

        one.close();
        one.close();
        assertThat(group.pick().endpoint().address()).isEqualTo("10.0.0.1");

        other.close();
        assertThatExceptionOfType(DiscoveryClosedException.class).isThrownBy(group::pick);
    }

    @Test
    void itCannotBeReplacedWhileInUse() {
        shared.configure(world::builder);
        ServiceDiscovery share = shared.share();

        assertThatIllegalStateException()
                .isThrownBy(() -> shared.configure(world::builder))
                .withMessageContaining("in use, by 1 shares");

        share.close();
        shared.configure(world::builder);
    }
}
