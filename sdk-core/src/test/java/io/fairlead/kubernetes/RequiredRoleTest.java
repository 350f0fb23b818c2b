package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredRoleTest {
    @Test
    void aRefusedServiceAccountIsTheOneThatIsBound() {
        assertThat(yaml("endpointslices is forbidden: User \"system:serviceaccount:web:front\" cannot list resource"))
                .contains("namespace: shop\nrules:")
                .endsWith("subjects:\n- kind: ServiceAccount\n  name: \"front\"\n  namespace: \"web\"\n");
    }

    @Test
    void anyOtherUserIsBoundAsOne() {
        assertThat(yaml("endpointslices is forbidden: User \"jane@example.com\" cannot list resource"))
                .endsWith("- kind: User\n  apiGroup: rbac.authorization.k8s.io\n  name: \"jane@example.com\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "forbidden",
                "forbidden: User \"system:anonymous\" cannot list",
                "forbidden: User \"a\nb\" cannot list",
                "forbidden: User \"\" cannot list"
            })
    void whoIsNotKnownIsLeftToFillIn(String refusal) {
        assertThat(yaml(refusal)).contains("name: default # the caller's service account");
    }

    private static String yaml(String refusal) {
        return RequiredRole.yaml("shop", "endpointslices", refusal);
    }
}
