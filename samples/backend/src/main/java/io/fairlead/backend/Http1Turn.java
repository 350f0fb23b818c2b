package io.fairlead.backend;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * Lets one request of an HTTP/1.1 connection after the other through, since answers that wait must not overtake each other, and
 * while draining makes the next answer the last one.
 *
 * <p>The connection reads only when asked, so what waits here is what one read has brought. (Netty's FlowControlHandler
 * loses a read that is asked for while it hands a message on.)
 */
final class Http1Turn extends ChannelDuplexHandler {
    /** The event that closes a connection unless it has a request, which is then its last. */
    static final Object CLOSE_IF_IDLE = new Object();

    private final Queue<Object> waiting = new ArrayDeque<>();
    private final BooleanSupplier draining;
    private boolean busy; // as all here, touched by the connection's event loop alone

    Http1Turn(BooleanSupplier draining) {
        this.draining = draining;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object request) {
        if (busy) {
            waiting.add(request);
        } else {
            busy = true;
            ctx.fireChannelRead(request);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (draining.getAsBoolean() && message instanceof HttpResponse response) {
            HttpUtil.setKeepAlive(response, false);
        }
        var unused = ctx.write(message, promise.addListener(written -> next(ctx)));
    }

    private void next(ChannelHandlerContext ctx) {
        Object request = waiting.poll();
        if (request == null) {
            busy = false;
            ctx.read();
        } else {
            ctx.fireChannelRead(request);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == CLOSE_IF_IDLE && !busy) {
            var unused = ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}
