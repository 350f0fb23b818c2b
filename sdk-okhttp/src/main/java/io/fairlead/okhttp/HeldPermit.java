package io.fairlead.okhttp;

import io.fairlead.resilience.CallPermit;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * The permit of a call that has its answer: kept until the call is over, which is when the answer's body is. A call that an interceptor in
 * front makes pass here again gives the earlier one back first, or it might wait for a place that is its own.
 */
final class HeldPermit extends EventListener {
    private final AtomicReference<@Nullable CallPermit> held = new AtomicReference<>();

    private HeldPermit() {}

    /** That of a call, which listens from the first time on. */
    static HeldPermit of(Call call) {
        return call.tag(HeldPermit.class, () -> {
            HeldPermit made = new HeldPermit();
            call.addEventListener(made);
            return made;
        });
    }

    void hold(CallPermit permit) {
        held.set(permit);
    }

    void release() {
        CallPermit permit = held.getAndSet(null);
        if (permit != null) {
            permit.over();
        }
    }

    @Override
    public void callEnd(Call call) {
        release();
    }

    @Override
    public void callFailed(Call call, IOException e) {
        release();
    }
}
