package io.fairlead.testkit;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as RBAC sees it.
 *
 * @param verb what is asked
 * @param resource of which resource
 * @param namespace in which namespace; empty for all namespaces
 * @param name of which object, from the path or from a field selector {@code metadata.name=}; empty for any
 */
public record ApiCall(Verb verb, Resource resource, String namespace, String name) {

    static Optional<ApiCall> of(String path, Map<String, String> query) {
        for (Resource resource : Resource.values()) {
            if (path.startsWith(resource.root())) {
                String[] rest = path.substring(resource.root().length()).split("/", -1);
                Optional<ApiCall> call = of(resource, rest, query);
                if (call.isPresent()) {
                    return call;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<ApiCall> of(Resource resource, String[] rest, Map<String, String> query) {
        boolean namespaced = resource.namespaced() && rest.length > 2 && rest[0].equals("namespaces");
        String namespace = namespaced ? rest[1] : "";
        int at = namespaced ? 2 : 0;
        if (!rest[at].equals(resource.plural())) {
            return Optional.empty();
        }
        if (namespaced == resource.namespaced() && rest.length == at + 2) {
            return Optional.of(new ApiCall(Verb.GET, resource, namespace, rest[at + 1]));
        }
        if (rest.length != at + 1) {
            return Optional.empty();
        }
        Verb verb = isTrue(query.get("watch")) ? Verb.WATCH : Verb.LIST;
        return Optional.of(new ApiCall(verb, resource, namespace, nameIn(query.getOrDefault("fieldSelector", ""))));
    }

    static boolean isTrue(@Nullable String value) {
        return "true".equals(value) || "1".equals(value);
    }

    // The API server, too, takes the name for authorization out of this one field selector.
    private static String nameIn(String fieldSelector) {
        for (String requirement : fieldSelector.split(",", -1)) {
            if (requirement.startsWith("metadata.name=")) {
                return requirement.substring("metadata.name=".length()).replaceFirst("^=", "");
            }
        }
        return "";
    }
}
