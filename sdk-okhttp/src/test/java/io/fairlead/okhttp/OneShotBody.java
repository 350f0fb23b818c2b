package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A body that can be sent once, and says so if it is asked for twice. */
class OneShotBody extends RequestBody {
    private final AtomicBoolean written = new AtomicBoolean();

    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        assertThat(written.compareAndSet(false, true)).as("written once").isTrue();
        sink.writeUtf8("once");
    }
}
