package io.fairlead.okhttp;

import java.net.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a client reaches a host by a proxy: then the proxy connects, and there is no socket to lead to a pod. */
final class ProxyRule {
    private static final Logger log = LoggerFactory.getLogger(FairleadInterceptor.class);
    private static final int MOST_TOLD = 100;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    boolean covers(Interceptor.Chain chain, HttpUrl url) {
        Proxy proxy = chooses(chain, url);
        if (proxy.type() == Proxy.Type.DIRECT) {
            return false;
        }
        if (told.size() < MOST_TOLD && told.add(url.host())) {
            log.info(
                    "{} is called by the proxy {}, which the client has for it, and not at its endpoints; exclude the host from "
                            + "the proxy to have it balanced here",
                    url.host(),
                    proxy);
        }
        return true;
    }

    private static Proxy chooses(Interceptor.Chain chain, HttpUrl url) {
        Proxy set = chain.getProxy();
        if (set != null) {
            return set;
        }
        List<Proxy> selected = select(chain, url);
        return selected == null || selected.isEmpty() ? Proxy.NO_PROXY : selected.get(0);
    }

    // A system proxy without a port makes the JDK's selector throw; OkHttp takes that for no proxy.
    private static @Nullable List<Proxy> select(Interceptor.Chain chain, HttpUrl url) {
        try {
            return chain.getProxySelector().select(url.uri());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
