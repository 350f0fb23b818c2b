package io.fairlead.backend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Tells by a connection's first bytes whether it speaks HTTP/2 or HTTP/1.1, and gives way to the handlers for that. */
final class ProtocolChoice extends ByteToMessageDecoder {
    private static final int LONGEST_BODY = 1 << 20;

    private final Answers answers;
    private final BooleanSupplier draining;

    ProtocolChoice(Answers answers, BooleanSupplier draining) {
        this.answers = answers;
        this.draining = draining;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
        try {
            int length = Math.min(in.readableBytes(), preface.readableBytes());
            boolean http2 = ByteBufUtil.equals(in, in.readerIndex(), preface, 0, length);
            if (http2 && length < preface.readableBytes()) {
                return; // more bytes will tell
            }
            if (http2) {
                http2(ctx.pipeline());
            } else {
                http1(ctx.pipeline());
            }
            ctx.pipeline().remove(this); // hands on what it has read
        } finally {
            preface.release();
        }
    }

    private void http2(ChannelPipeline pipeline) {
        // Below zero: closing waits for the streams, and whoever closes says how long. The default is not to wait.
        pipeline.addLast(Http2FrameCodecBuilder.forServer()
                .gracefulShutdownTimeoutMillis(-1)
                .build());
        pipeline.addLast(new Http2MultiplexHandler(new ChannelInitializer<Http2StreamChannel>() {
            @Override
            protected void initChannel(Http2StreamChannel stream) {
                stream.pipeline()
                        .addLast(
                                new Http2StreamFrameToHttpObjectCodec(true),
                                new HttpObjectAggregator(LONGEST_BODY),
                                answers);
            }
        }));
    }

    /** One request after the other, however many the client has sent: answers that wait must not overtake each other. */
    private void http1(ChannelPipeline pipeline) {
        pipeline.channel().config().setAutoRead(false);
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpServerKeepAliveHandler(),
                new HttpObjectAggregator(LONGEST_BODY),
                new Http1Turn(draining),
                answers);
        pipeline.read();
    }
}
