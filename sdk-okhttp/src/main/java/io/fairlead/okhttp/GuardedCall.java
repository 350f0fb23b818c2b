package io.fairlead.okhttp;

import io.fairlead.CallRefusedException;
import io.fairlead.EndpointGroup;
import io.fairlead.resilience.CallPermit;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** A call as the circuit breaker and the bulkhead of its Service see it, if there are any. */
final class GuardedCall {
    private GuardedCall() {}

    /** The call itself. */
    interface Body {
        Response run() throws IOException;
    }

    static Response run(Interceptor.Chain chain, EndpointGroup group, CallConfig config, Body body) throws IOException {
        if (!group.isLimited()) {
            return body.run();
        }
        HeldPermit held = HeldPermit.of(chain.call());
        held.release();
        CallPermit permit;
        try {
            permit = group.admit();
        } catch (CallRefusedException e) {
            throw CallErrors.of(e);
        }
        return judged(chain, CallClock.of(chain.call(), config.ticker()), permit, held, body);
    }

    private static Response judged(
            Interceptor.Chain chain, CallClock clock, CallPermit permit, HeldPermit held, Body body)
            throws IOException {
        Response answer = null;
        try {
            answer = body.run();
            if (ServiceCall.isBad(answer)) {
                permit.failed(new IOException("HTTP " + answer.code()));
            } else {
                permit.succeeded();
            }
            held.hold(permit);
            return answer;
        } catch (IOException e) {
            boolean nothingSent = e instanceof ServiceUnavailableException || e instanceof UnknownServiceHostException;
            if (!nothingSent && (!chain.call().isCanceled() || clock.isOver())) {
                permit.failed(e);
            }
            throw e;
        } finally {
            if (answer == null) {
                permit.over();
            }
        }
    }
}
