package io.fairlead.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers gets and lists, whole or page by page. */
final class Lists {
    private final Store store;

    Lists(Store store) {
        this.store = store;
    }

    Reply.Whole get(ApiCall call) {
        ObjectKey key = new ObjectKey(call.resource(), call.namespace(), call.name());
        return store.get(key)
                .map(object -> Reply.Whole.json(200, object))
                .orElseThrow(() -> new Refusal(Status.notFound(call)));
    }

    Reply.Whole list(ApiCall call, Map<String, String> query) {
        Selection selection = Selection.of(call, query);
        String token = query.getOrDefault("continue", "");
        Page page = token.isEmpty() ? new Page(versionAsked(query), 0) : Page.parse(token);
        Snapshot snapshot = snapshot(page.version(), !token.isEmpty() || isExact(query));
        List<ObjectNode> selected = snapshot.select(selection);
        // A list at version 0 comes out of the API server's cache, which knows no pages.
        boolean paged = !token.isEmpty() || !"0".equals(query.get("resourceVersion"));
        long limit = paged ? Queries.number(query, "limit") : 0;
        int from = Math.min(page.from(), selected.size());
        int to = limit > 0 ? (int) Math.min(selected.size(), from + limit) : selected.size();
        ObjectNode answer = envelope(call.resource(), snapshot.version());
        if (to < selected.size()) {
            answer.withObjectProperty("metadata")
                    .put("continue", new Page(snapshot.version(), to).token())
                    .put("remainingItemCount", selected.size() - to);
        }
        ArrayNode items = answer.putArray("items");
        selected.subList(from, to).forEach(object -> items.add(asItem(object)));
        return Reply.Whole.json(200, answer);
    }

    private Snapshot snapshot(long asked, boolean exact) {
        if (exact) {
            return store.snapshot(asked).orElseThrow(() -> unavailable(asked));
        }
        Snapshot present = store.snapshot();
        if (asked > present.version()) {
            throw new Refusal(Status.tooLargeVersion(asked, present.version()));
        }
        return present;
    }

    private Refusal unavailable(long asked) {
        long present = store.version();
        return new Refusal(asked > present ? Status.tooLargeVersion(asked, present) : Status.expiredList());
    }

    private static long versionAsked(Map<String, String> query) {
        return Queries.number(query, "resourceVersion");
    }

    private static boolean isExact(Map<String, String> query) {
        return "Exact".equals(query.get("resourceVersionMatch"));
    }

    private static ObjectNode envelope(Resource resource, long version) {
        ObjectNode list = Json.object().put("kind", resource.kind() + "List").put("apiVersion", resource.apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(version));
        return list;
    }

    // Items of a list carry neither: the API server leaves both to the list.
    private static ObjectNode asItem(ObjectNode object) {
        ObjectNode item = object.deepCopy();
        return item.remove(List.of("kind", "apiVersion"));
    }

    /** Where a list goes on: the version of its first page, and how many objects were told. */
    private record Page(long version, int from) {

        static Page parse(String token) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("/", 2);
                return new Page(Long.parseLong(parts[0]), Integer.parseInt(parts[parts.length - 1]));
            } catch (IllegalArgumentException e) {
                throw new Refusal(Status.badRequest("continue key is not valid: " + token));
            }
        }

        String token() {
            byte[] text = (version + "/" + from).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        }
    }
}
