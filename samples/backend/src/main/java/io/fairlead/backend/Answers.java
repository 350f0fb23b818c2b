package io.fairlead.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a request, whole, over whichever protocol it came. One for all connections. */
@Sharable
final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    /** For clients that cannot see to which pod a virtual IP has led them. */
    private static final String SERVED_BY = "x-served-by";

    private final String name;
    private final Control control;
    private final Served served;

    Answers(String name, Control control, Served served) {
        this.name = name;
        this.control = control;
        this.served = served;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        HttpMethod method = request.method();
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        switch (target.path()) {
            case "/ready" -> send(ctx, method, HttpResponseStatus.OK, "ready");
            case "/whoami" -> send(ctx, method, HttpResponseStatus.OK, name);
            case "/control" -> control(ctx, method, target.parameters());
            case "/served" -> send(ctx, method, HttpResponseStatus.OK, served.toString());
            default ->
                control.answer(fails -> {
                    served.countHttp();
                    HttpResponseStatus status = fails ? HttpResponseStatus.SERVICE_UNAVAILABLE : HttpResponseStatus.OK;
                    send(ctx, method, status, fails ? name + " fails, as it was told to" : "hello from " + name);
                });
        }
    }

    /** Changes what the parameters name, and only then; tells in any case how things stand. */
    private void control(ChannelHandlerContext ctx, HttpMethod method, Map<String, List<String>> parameters) {
        if (!method.equals(HttpMethod.POST) && !parameters.isEmpty()) {
            send(ctx, method, HttpResponseStatus.METHOD_NOT_ALLOWED, method + " (expected: POST)");
            return;
        }
        try {
            control.change(changed(control.behaviour(), parameters));
        } catch (IllegalArgumentException e) {
            send(ctx, method, HttpResponseStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
            return;
        }
        if (!parameters.isEmpty()) {
            log.info("{} from now on: {}", name, control.behaviour());
        }
        send(ctx, method, HttpResponseStatus.OK, control.behaviour().toString());
    }

    private static Behaviour changed(Behaviour behaviour, Map<String, List<String>> parameters) {
        Behaviour changed = behaviour;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String key = parameter.getKey();
            String value = parameter.getValue().get(0);
            changed = switch (key) {
                case "latency" -> new Behaviour(Behaviour.latency(key, value), changed.failShare());
                case "failShare" -> new Behaviour(changed.latency(), Behaviour.failShare(key, value));
                default -> throw new IllegalArgumentException(key + ": unknown (expected: latency, failShare)");
            };
        }
        return changed;
    }

    private void send(ChannelHandlerContext ctx, HttpMethod method, HttpResponseStatus status, String text) {
        ByteBuf body = Unpooled.copiedBuffer(text + "\n", UTF_8);
        int length = body.readableBytes();
        if (method.equals(HttpMethod.HEAD)) {
            body.clear();
        }
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, length);
        response.headers().set(SERVED_BY, name);
        var unused = ctx.writeAndFlush(response);
    }

    /** Clients come and go; what a connection's end breaks is only that connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("{}: connection {} ends", name, ctx.channel(), cause);
        var unused = ctx.close();
    }
}
