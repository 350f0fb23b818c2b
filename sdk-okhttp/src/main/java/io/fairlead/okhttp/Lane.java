package io.fairlead.okhttp;

import io.fairlead.Pick;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.AttemptFailure;
import io.fairlead.resilience.RetryDecision;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * One row of attempts of a hedged call: a clone of the call, which can be cancelled alone. It comes through the client's interceptors once
 * more and is known by its tag when it arrives here; the request that it sends is the one that the call had here, and its answer goes
 * straight to the call, so that what the interceptors in front do to requests and answers is done once.
 */
final class Lane implements Attempts {
    private final HedgedCall hedged;
    private final Call call;
    private @Nullable Pick first;
    private @Nullable ServiceCall own;
    private @Nullable Response told;
    private volatile boolean outpaced;

    /**
     * Not begun.
     *
     * @param call a clone of the call
     */
    Lane(HedgedCall hedged, Call call) {
        this.hedged = hedged;
        this.call = call;
        call.tag(Lane.class, () -> this);
    }

    /** The lane of a hedged call of this interceptor that a call was made for. */
    static @Nullable Lane of(Call call, FairleadInterceptor interceptor) {
        Lane lane = call.tag(Lane.class);
        return lane != null && lane.hedged.isOf(interceptor) ? lane : null;
    }

    /** Says where its first attempt goes, which is else picked when it begins. */
    void startAt(Pick pick) {
        first = pick;
    }

    /** Runs it to its end, on the calling thread. */
    void execute() {
        try {
            call.execute().close(); // without its body, or from an interceptor in front
            hedged.ended(this, new IOException("answered by an interceptor in front of Fairlead's"));
        } catch (Throwable e) { // an interceptor in Kotlin throws what it likes, and the call must hear of it
            hedged.ended(this, e);
        } finally {
            Pick left = first;
            if (left != null) {
                left.complete(Outcome.IGNORED);
            }
        }
    }

    /**
     * It arrives at this interceptor.
     *
     * @return for the interceptors in front: the answer without its body
     */
    Response run(Interceptor.Chain chain) throws IOException {
        if (own != null) {
            return toldBefore();
        }
        ServiceCall call = hedged.newCall(chain, this);
        own = call;
        Response response = call.run();
        Response bare =
                response.newBuilder().body(ResponseBody.create("", null)).build();
        told = bare;
        hedged.answered(this, response, call.isAnswerGood());
        return bare;
    }

    // One in front asks again. The call itself goes through it too, and does so if it likes.
    private Response toldBefore() throws IOException {
        Response before = told;
        if (before == null) {
            throw new IOException("Canceled");
        }
        return before;
    }

    /** Whether it got through the interceptors in front. */
    boolean hasCome() {
        return own != null;
    }

    /** Ends it; what it was about is over. */
    void cancel() {
        call.cancel();
    }

    /** Ends it because another lane was quicker. */
    void outpace() {
        outpaced = true;
        call.cancel();
    }

    @Override
    public Pick next() {
        Pick given = first;
        if (given != null) {
            first = null;
            return given;
        }
        return hedged.next();
    }

    @Override
    public RetryDecision failed(AttemptFailure failure, Optional<Duration> retryAfter) {
        return hedged.failed(failure, retryAfter);
    }

    @Override
    public String describe(String reason) {
        return hedged.describe(reason);
    }

    @Override
    public boolean isOutpaced() {
        return outpaced;
    }
}
