package io.fairlead.backend;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The HTTP server: one port, HTTP/1.1 or HTTP/2 as each connection begins. */
final class HttpBackend {
    /**
     * How long connections stay open at the end. Every HTTP/1.1 answer meanwhile says {@code Connection: close} and HTTP/2 clients have
     * their GOAWAY, so that busy connections are gone before we close the rest, and no request meets a closed one.
     */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Answers answers;
    private final Channel listener;
    private volatile boolean draining;

    private HttpBackend(InetSocketAddress address, EventLoopGroup loops, Answers answers) throws IOException {
        this.answers = answers;
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline().addLast(new ProtocolChoice(HttpBackend.this.answers, () -> draining));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot serve HTTP on " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        this.listener = bound.channel();
    }

    static HttpBackend start(InetSocketAddress address, EventLoopGroup loops, Answers answers) throws IOException {
        return new HttpBackend(address, loops, answers);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Lets connections end well, new ones too for a moment, and returns when none is left or at the deadline. */
    void drain(long deadline) {
        draining = true;
        connections.forEach(HttpBackend::sayGoAway);
        awaitNone(Math.min(LINGER.toNanos(), left(deadline)));
        listener.close().awaitUninterruptibly();
        connections.forEach(HttpBackend::closeBehindWhatRuns);
        awaitNone(left(deadline));
    }

    /** The highest stream number, so that requests on their way are still served (RFC 9113, 6.8). */
    private static void sayGoAway(Channel connection) {
        if (connection.pipeline().get(Http2FrameCodec.class) != null) {
            var unused = connection.writeAndFlush(
                    new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(Integer.MAX_VALUE));
        }
    }

    private static void closeBehindWhatRuns(Channel connection) {
        if (connection.pipeline().get(Http1Turn.class) != null) {
            connection.pipeline().fireUserEventTriggered(Http1Turn.CLOSE_IF_IDLE);
        } else {
            var unused = connection.close(); // HTTP/2 waits for its streams
        }
    }

    private void awaitNone(long nanos) {
        connections.newCloseFuture().awaitUninterruptibly(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    }

    private static long left(long deadline) {
        return deadline - System.nanoTime();
    }
}
