package io.fairlead.backend;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code grpc.health.v1.Health}: the server as a whole, the name {@code ""}, is serving; other names are unknown.
 *
 * <p>{@code Check} is subject to the behaviour; {@code Watch} is not: it tells at once and stays open.
 */
final class HealthService extends HealthGrpc.HealthImplBase {
    private final Set<StreamObserver<HealthCheckResponse>> watches = ConcurrentHashMap.newKeySet();
    private final Control control;
    private final Served served;

    HealthService(Control control, Served served) {
        this.control = control;
        this.served = served;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        ServerCallStreamObserver<HealthCheckResponse> call = (ServerCallStreamObserver<HealthCheckResponse>) answer;
        call.setOnCancelHandler(
                () -> {}); // an answer to a call that was cancelled meanwhile is dropped, not an exception
        control.answer(fails -> {
            served.countGrpc();
            if (fails) {
                call.onError(Status.UNAVAILABLE
                        .withDescription("fails, as it was told to")
                        .asRuntimeException());
            } else if (!request.getService().isEmpty()) {
                call.onError(Status.NOT_FOUND
                        .withDescription("unknown service " + request.getService())
                        .asRuntimeException());
            } else {
                call.onNext(response(ServingStatus.SERVING));
                call.onCompleted();
            }
        });
    }

    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        ServerCallStreamObserver<HealthCheckResponse> call = (ServerCallStreamObserver<HealthCheckResponse>) answer;
        call.setOnCancelHandler(() -> watches.remove(call));
        call.onNext(response(request.getService().isEmpty() ? ServingStatus.SERVING : ServingStatus.SERVICE_UNKNOWN));
        watches.add(call);
    }

    void endWatches() {
        watches.forEach(watch -> watch.onError(
                Status.UNAVAILABLE.withDescription("the server ends").asRuntimeException()));
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
