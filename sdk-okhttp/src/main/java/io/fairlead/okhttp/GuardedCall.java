package io.fairlead.okhttp;

import io.fairlead.CallRefusedException;
import io.fairlead.EndpointGroup;
import io.fairlead.resilience.CallPermit;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.EventListener;
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
        CallPermit permit;
        try {
            permit = group.admit();
        } catch (CallRefusedException e) {
            throw CallErrors.of(e);
        }
        return permit.isLimited()
                ? judged(chain, new CallClock(chain.call(), config.ticker()), permit, body)
                : body.run();
    }

    private static Response judged(Interceptor.Chain chain, CallClock clock, CallPermit permit, Body body)
            throws IOException {
        Response answer = null;
        try {
            answer = body.run();
            if (ServiceCall.isBad(answer)) {
                permit.failed(new IOException("HTTP " + answer.code()));
            } else {
                permit.succeeded();
            }
            overWithTheCall(chain.call(), permit);
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

    // Which is when the body of the answer is: it holds its place until then.
    private static void overWithTheCall(Call call, CallPermit permit) {
        call.addEventListener(new EventListener() {
            @Override
            public void callEnd(Call ended) {
                permit.over();
            }

            @Override
            public void callFailed(Call ended, IOException e) {
                permit.over();
            }
        });
    }
}
