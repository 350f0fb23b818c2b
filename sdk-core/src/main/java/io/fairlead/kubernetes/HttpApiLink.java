package io.fairlead.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A link over an HTTP client of its own, which fabric8 has configured and authenticated. */
final class HttpApiLink implements ApiLink {
    private final ClusterConfig cluster;
    private final Duration connectTimeout;
    private final Executor executor;
    private final Set<ApiCall> calls = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Opened> opened = new CompletableFuture<>();
    private boolean opening;
    private volatile boolean closed;

    /** The clients, once there are any. */
    private record Opened(ApiClients clients, String server) {}

    /**
     * A link that nothing has used.
     *
     * @param executor for what may block: reading configuration and token, resolving names
     */
    HttpApiLink(ClusterConfig cluster, Duration connectTimeout, Executor executor) {
        this.cluster = cluster;
        this.connectTimeout = connectTimeout;
        this.executor = executor;
    }

    @Override
    public <T extends ApiObject> Call list(
            ObjectSet<T> set, String version, Duration timeout, ApiReceiver<T> receiver) {
        String query = version.isEmpty() ? "" : "resourceVersion=" + version;
        return get(target(set, query), timeout, new ListBody<>(set, receiver));
    }

    @Override
    public <T extends ApiObject> Call watch(
            ObjectSet<T> set, String version, Duration length, ApiReceiver<T> receiver) {
        String query = "watch=true&allowWatchBookmarks=true&resourceVersion=" + version + "&timeoutSeconds="
                + length.toSeconds();
        return get(target(set, query), Duration.ZERO, new WatchBody<>(set, receiver));
    }

    @Override
    public void close() {
        closed = true;
        calls.forEach(ApiCall::cancel);
        calls.clear();
        CompletableFuture<Void> unused =
                opened.thenAccept(made -> made.clients().close());
    }

    private static String target(ObjectSet<?> set, String query) {
        String between = set.selector().isEmpty() || query.isEmpty() ? "" : "&";
        return set.path() + "?" + set.selector() + between + query;
    }

    private Call get(String target, Duration timeout, ApiCall.Body body) {
        ApiCall[] self = new ApiCall[1];
        ApiCall call = new ApiCall(new Forgetting(body, () -> calls.remove(self[0])));
        self[0] = call;
        calls.add(call);
        open();
        CompletableFuture<Opened> unused = opened.whenCompleteAsync(
                (made, failure) -> {
                    if (failure != null) {
                        call.fail(problem(failure));
                    } else {
                        send(made, target, timeout, call);
                    }
                },
                executor);
        if (closed) {
            call.cancel();
        }
        return () -> {
            calls.remove(call);
            call.cancel();
        };
    }

    private void send(Opened made, String target, Duration timeout, ApiCall call) {
        try {
            HttpClient client = made.clients().first();
            HttpRequest request = request(client, made.server() + target, timeout);
            call.sent();
            CompletableFuture<HttpResponse<AsyncBody>> unused = client.consumeBytes(request, call::consume)
                    .whenComplete((answer, failure) -> {
                        if (failure != null && ApiClients.isSentAway(failure) && !closed && !call.isOver()) {
                            executor.execute(() -> sendOverHttp1(made, target, timeout, call));
                        } else {
                            call.answered(answer, failure);
                        }
                    });
        } catch (RuntimeException | Error e) {
            // Closed meanwhile, or an address that is none, or a class that is missing.
            call.fail(new Problem.Broken(e));
        }
    }

    private static void sendOverHttp1(Opened made, String target, Duration timeout, ApiCall call) {
        try {
            HttpClient client = made.clients().http1();
            CompletableFuture<HttpResponse<AsyncBody>> unused = client.consumeBytes(
                            request(client, made.server() + target, timeout), call::consume)
                    .whenComplete(call::answered);
        } catch (RuntimeException | Error e) {
            call.fail(new Problem.Broken(e));
        }
    }

    private static HttpRequest request(HttpClient client, String uri, Duration timeout) {
        return client.newHttpRequestBuilder()
                .uri(uri)
                .setHeader("Accept", "application/json")
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    private void open() {
        synchronized (this) {
            if (opening) {
                return;
            }
            opening = true;
        }
        executor.execute(() -> {
            try {
                Config config = cluster.read();
                String server = ServerUrl.of(config.getMasterUrl());
                ApiClients clients =
                        new ApiClients(http1 -> HttpClients.create(config, http1, connectTimeout, executor));
                opened.complete(new Opened(clients, server));
                if (closed) {
                    clients.close();
                }
            } catch (ClusterConfig.NoClusterException | RuntimeException | Error e) {
                // A class that is missing is found out here too. Whatever it is: who waits must hear of it.
                opened.completeExceptionally(e);
            }
        });
    }

    private static Problem problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage();
        return cause instanceof ClusterConfig.NoClusterException && message != null
                ? new Problem.NoCluster(message)
                : new Problem.Broken(cause);
    }

    /** Forgets the call when it is over. */
    private record Forgetting(ApiCall.Body body, Runnable forget) implements ApiCall.Body {
        @Override
        public void sent() {
            body.sent();
        }

        @Override
        public void begin() {
            body.begin();
        }

        @Override
        public void bytes(ByteBuffer bytes) {
            body.bytes(bytes);
        }

        @Override
        public void end() {
            forget.run();
            body.end();
        }

        @Override
        public void failed(Problem problem) {
            forget.run();
            body.failed(problem);
        }
    }
}
