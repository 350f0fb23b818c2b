package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.endpoint.Endpoint;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolverRegistry;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint with a name of its own, as the target of an ExternalName has, proves that name. */
class TlsNameTest {
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("db.example.com")
            .build();
    private final World world = new World();
    private Server server;
    private volatile String seen = "";

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TlsServerCredentials.create(
                                pem(certificate.certificatePem()), pem(certificate.privateKeyPkcs8Pem())))
                .addService(ServerServiceDefinition.builder("test.Talk")
                        .addMethod(TestServer.SAY, ServerCalls.asyncUnaryCall((request, observer) -> {
                            observer.onNext("here");
                            observer.onCompleted();
                        }))
                        .build())
                .intercept(new io.grpc.ServerInterceptor() {
                    @Override
                    public <Q, A> io.grpc.ServerCall.Listener<Q> interceptCall(
                            io.grpc.ServerCall<Q, A> call,
                            io.grpc.Metadata headers,
                            io.grpc.ServerCallHandler<Q, A> next) {
                        seen = String.valueOf(call.getAuthority());
                        return next.startCall(call, headers);
                    }
                })
                .build()
                .start();
    }

    @AfterEach
    void end() {
        world.close();
        server.shutdownNow();
    }

    @Test
    void theServerProvesTheEndpointsNameAndSeesItAsAuthority() throws IOException {
        world.source.sayEndpoints(Endpoint.builder("127.0.0.1", server.getPort())
                .tlsName("db.example.com")
                .build());

        assertThat(TestServer.say(channel(""))).isEqualTo("here");
        assertThat(seen).isEqualTo("db.example.com");
    }

    @Test
    void withoutANameOfItsOwnItHasToProveTheServices() throws IOException {
        world.source.sayEndpoints(Endpoint.of("127.0.0.1", server.getPort()));
        ManagedChannel channel = channel("");

        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> TestServer.say(channel, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS)))
                .withStackTraceContaining("orders.shop.svc");
    }

    @Test
    void theChannelsOwnAuthorityGoesBeforeBoth() throws IOException {
        world.source.sayEndpoints(Endpoint.builder("127.0.0.1", server.getPort())
                .tlsName("other.example.com")
                .build());

        assertThat(TestServer.say(channel("db.example.com"))).isEqualTo("here");
        assertThat(seen).isEqualTo("db.example.com");
    }

    private ManagedChannel channel(String authorityOverride) throws IOException {
        ChannelCredentials credentials = TlsChannelCredentials.newBuilder()
                .trustManager(pem(authority.certificatePem()))
                .build();
        NameResolverRegistry registry = new NameResolverRegistry();
        registry.register(FairleadNameResolverProvider.create(world.discovery));
        ManagedChannelBuilder<?> builder = Grpc.newChannelBuilder(World.ORDERS, credentials, registry);
        if (!authorityOverride.isEmpty()) {
            builder.overrideAuthority(authorityOverride);
        }
        return world.open(builder);
    }

    private static InputStream pem(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
