package io.fairlead.okhttp;

import java.io.IOException;
import java.util.Optional;
import okhttp3.CacheControl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** An answer out of the client's cache where there is no endpoint to ask. OkHttp looks there below every interceptor. */
final class Kept {
    private static final CacheControl ONLY =
            new CacheControl.Builder().onlyIfCached().build();

    private Kept() {}

    /** One that is fresh, if there is one and the request leaves it to us to take it. */
    static Optional<Response> answer(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        if (chain.getCache() == null || request.header("Cache-Control") != null) {
            return Optional.empty();
        }
        Response response = AttemptRoute.toNowhere(chain)
                .proceed(request.newBuilder().cacheControl(ONLY).build());
        if (response.cacheResponse() != null) {
            return Optional.of(response);
        }
        response.close();
        return Optional.empty();
    }
}
