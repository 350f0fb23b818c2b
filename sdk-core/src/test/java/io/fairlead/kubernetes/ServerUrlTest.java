package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://10.96.0.1:443, https://10.96.0.1:443",
        "https://10.96.0.1:443/, https://10.96.0.1:443",
        "https://[fd00::1]:6443/, https://[fd00::1]:6443",
        "https://rancher.example/k8s/clusters/c-1/, https://rancher.example/k8s/clusters/c-1",
        "http://admin:secret@localhost:8001/a%2Fb, http://localhost:8001/a%2Fb",
    })
    void isWhatPathsArePutBehind(String configured, String url) throws ClusterConfig.NoClusterException {
        assertThat(ServerUrl.of(configured)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://admin:secret@bad host",
                "http://admin:secret@",
                "admin:secret@host",
                "//u:secret@host",
                ""
            })
    void whatIsNoneIsRefusedWithoutQuotingIt(String configured) {
        assertThatThrownBy(() -> ServerUrl.of(configured))
                .isInstanceOf(ClusterConfig.NoClusterException.class)
                .hasMessageContaining("the URL of the API server cannot be used: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aMissingHostIsNamed() {
        assertThatThrownBy(() -> ServerUrl.of("https:///apis")).hasMessageContaining("it has no host");
    }
}
