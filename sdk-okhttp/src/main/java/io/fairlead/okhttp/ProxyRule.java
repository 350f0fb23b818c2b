package io.fairlead.okhttp;

import io.fairlead.time.Ticker;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a client reaches a host by a proxy: then the proxy connects, and there is no socket to lead to a pod. Safe for use by several
 * threads.
 *
 * <p>OkHttp asks a selector for each connection, by scheme, host and port. So do we, but for each call, and keep the answer for some seconds:
 * the JDK's own selector takes some microseconds and allocates 2 kB.
 */
final class ProxyRule {
    private static final Logger log = LoggerFactory.getLogger(FairleadInterceptor.class);
    private static final long MEMORY_NANOS = Duration.ofSeconds(5).toNanos();
    // Names of the internet must not fill the memory of a client that crawls it.
    private static final int MOST_KEPT = 1024;
    private static final int MOST_TOLD = 100;

    private record Question(ProxySelector selector, String scheme, String host, int port) {
        URI uri() {
            return new HttpUrl.Builder()
                    .scheme(scheme)
                    .host(host)
                    .port(port)
                    .build()
                    .uri();
        }
    }

    private record Answer(Proxy proxy, long untilNanos) {
        boolean isOver(long nowNanos) {
            return nowNanos - untilNanos >= 0;
        }
    }

    private final Ticker ticker;
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ProxyRule(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Whether a proxy connects to the URL's host; told once of each host.
     *
     * @param set the client's proxy for everything; nothing if its selector decides
     */
    boolean covers(@Nullable Proxy set, ProxySelector selector, HttpUrl url) {
        Proxy proxy = set == null ? chosen(selector, url) : set;
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

    private Proxy chosen(ProxySelector selector, HttpUrl url) {
        Question question = new Question(selector, url.scheme(), url.host(), url.port());
        long now = ticker.nanos();
        Answer known = answers.get(question);
        if (known != null && !known.isOver(now)) {
            return known.proxy();
        }
        Proxy chosen = ask(question);
        keep(question, chosen, now);
        return chosen;
    }

    private void keep(Question question, Proxy chosen, long nowNanos) {
        if (answers.size() >= MOST_KEPT) {
            answers.values().removeIf(each -> each.isOver(nowNanos));
        }
        if (answers.size() < MOST_KEPT) {
            answers.put(question, new Answer(chosen, nowNanos + MEMORY_NANOS));
        }
    }

    private static Proxy ask(Question question) {
        try {
            List<Proxy> selected = question.selector().select(question.uri());
            return selected == null || selected.isEmpty() ? Proxy.NO_PROXY : selected.get(0);
        } catch (IllegalArgumentException e) {
            // A system proxy without a port makes the JDK's selector throw; OkHttp takes that for no proxy.
            return Proxy.NO_PROXY;
        }
    }
}
