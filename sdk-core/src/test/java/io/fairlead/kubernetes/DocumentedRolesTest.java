package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.testing.Page;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who copies a page's Role may do what the error of one who may not asks for. */
class DocumentedRolesTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @ParameterizedTest
    @CsvSource({
        "README.md, endpointslices",
        "docs/sources/endpoint-slices.md, endpointslices",
        "docs/sources/endpoints.md, endpoints",
        "docs/services/node-port.md, nodes"
    })
    void aPageAllowsWhatTheErrorAsksFor(String page, String resource) {
        List<PolicyRule> documented = rules(Page.of(page).yaml().stream());

        assertThat(documented)
                .isNotEmpty()
                .isEqualTo(rules(
                        Arrays.stream(RequiredRole.yaml("shop", resource, "").split("---\n"))));
    }

    private static List<PolicyRule> rules(Stream<String> documents) {
        return documents
                .map(document -> (HasMetadata) YAML.unmarshal(document))
                .flatMap(object -> object instanceof Role role
                        ? role.getRules().stream()
                        : object instanceof ClusterRole role ? role.getRules().stream() : Stream.of())
                .toList();
    }
}
