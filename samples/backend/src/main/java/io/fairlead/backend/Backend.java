package io.fairlead.backend;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that the options ask for, from {@link #start} to {@link #drain}. */
final class Backend {
    private static final Logger log = LoggerFactory.getLogger(Backend.class);

    /** Two threads serve some thousand requests a second, and six pods share a small machine. */
    private static final int THREADS = 2;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
    private final String name;
    private @Nullable HttpBackend http;
    private @Nullable GrpcBackend grpc;

    private Backend(Options options) throws IOException {
        this.name = options.name();
        Control control = new Control(loops, RandomGenerator.getDefault(), options.behaviour());
        Served served = new Served();
        try {
            if (options.grpc().isPresent()) {
                grpc = GrpcBackend.start(options.grpc().get(), new HealthService(control, served));
                grpc.warmUp();
            }
            // After gRPC: /ready speaks for both.
            if (options.http().isPresent()) {
                http = HttpBackend.start(options.http().get(), loops, new Answers(name, control, served));
            }
        } catch (IOException e) {
            drain(Duration.ZERO);
            throw e;
        }
    }

    /** Returns once all servers listen; fails, with everything closed again, if one cannot. */
    static Backend start(Options options) throws IOException {
        Backend backend = new Backend(options);
        log.info(
                "{} listens: http {}, grpc {}; {}",
                backend.name,
                backend.http == null ? "-" : backend.http.address(),
                backend.grpc == null ? "-" : backend.grpc.address(),
                options.behaviour());
        return backend;
    }

    InetSocketAddress httpAddress() {
        if (http == null) {
            throw new IllegalStateException("no --http");
        }
        return http.address();
    }

    InetSocketAddress grpcAddress() {
        if (grpc == null) {
            throw new IllegalStateException("no --grpc");
        }
        return grpc.address();
    }

    /** Ends without harm to calls that run, or that clients are about to send; what then still runs after {@code most} is cut. */
    void drain(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        log.info("{} ends: finishing what runs", name);
        if (grpc != null) {
            grpc.shutdown();
        }
        if (http != null) {
            http.drain(deadline);
        }
        if (grpc != null) {
            grpc.await(deadline);
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        log.info("{} has ended", name);
    }
}
