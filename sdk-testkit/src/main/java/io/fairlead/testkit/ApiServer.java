package io.fairlead.testkit;

import java.util.Map;
import java.util.Optional;

/** Takes each request past access, faults and permissions to its answer. */
final class ApiServer {
    static final String USER = "system:serviceaccount:default:default";

    private final Access access;
    private final RequestLog log;
    private final Faults faults;
    private final Lists lists;
    private final Watches watches;

    ApiServer(Access access, RequestLog log, Faults faults, Lists lists, Watches watches) {
        this.access = access;
        this.log = log;
        this.faults = faults;
        this.lists = lists;
        this.watches = watches;
    }

    Reply answer(HttpRequest request, long connection) throws InterruptedException {
        Optional<ApiCall> call = request.method().equals("GET") && !request.upgradesToWebSocket()
                ? ApiCall.of(request.path(), request.query())
                : Optional.empty();
        RecordedRequest recorded = new RecordedRequest(
                connection, request.method(), request.path(), request.query(), request.headers(), call);
        log.add(recorded);
        try {
            if (!access.admits(recorded.authorization())) {
                throw new Refusal(Status.unauthorized());
            }
            faults.meet(call);
            return call.isPresent() ? answer(call.get(), request.query()) : other(request);
        } catch (Refusal refusal) {
            return Reply.Whole.failure(refusal.status());
        }
    }

    void closed(WatchStream stream) {
        watches.closed(stream);
    }

    private Reply answer(ApiCall call, Map<String, String> query) {
        return switch (call.verb()) {
            case GET -> lists.get(call);
            case LIST -> lists.list(call, query);
            case WATCH -> watches.open(call, query);
        };
    }

    private static Reply other(HttpRequest request) {
        if (request.upgradesToWebSocket()) {
            // Not an upgrade: clients that try WebSocket first take a plain 200 as the sign to stream over HTTP.
            return new Reply.Whole(200, Map.of(), "");
        }
        throw new Refusal(request.method().equals("GET") ? Status.unknownPath() : Status.methodNotAllowed());
    }
}
