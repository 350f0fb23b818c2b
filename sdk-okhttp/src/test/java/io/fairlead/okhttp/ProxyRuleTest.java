package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.testing.FakeTicker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class ProxyRuleTest {
    private static final Proxy PROXY =
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example.com", 3128));
    private static final HttpUrl ORDERS = HttpUrl.get("http://orders.shop/");

    private final FakeTicker ticker = new FakeTicker();
    private final ProxyRule rule = new ProxyRule(ticker);
    private final Recording selector = new Recording();

    private static final class Recording extends ProxySelector {
        final List<URI> asked = new ArrayList<>();
        List<Proxy> answer = List.of(Proxy.NO_PROXY);

        @Override
        public List<Proxy> select(URI uri) {
            asked.add(uri);
            return answer;
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            throw new AssertionError("no proxy was used", e);
        }
    }

    @Test
    void aSelectorIsAskedOnceInAWhileAndByTheOriginAlone() {
        for (int call = 0; call < 100; call++) {
            HttpUrl url = HttpUrl.get("http://user:secret@orders.shop/orders/" + call + "?q=1#top");
            assertThat(rule.covers(null, selector, url)).isFalse();
        }
        assertThat(selector.asked).containsExactly(URI.create("http://orders.shop/"));

        selector.answer = List.of(PROXY);
        ticker.advance(Duration.ofSeconds(5));

        assertThat(rule.covers(null, selector, ORDERS)).isTrue();
        assertThat(selector.asked).hasSize(2);
    }

    @Test
    void eachOriginAndEachSelectorIsAQuestionOfItsOwn() {
        Recording other = new Recording();
        other.answer = List.of(PROXY);
        for (int round = 0; round < 10; round++) {
            assertThat(rule.covers(null, selector, ORDERS)).isFalse();
            assertThat(rule.covers(null, other, ORDERS)).isTrue();
            assertThat(rule.covers(null, selector, HttpUrl.get("https://orders.shop/")))
                    .isFalse();
            assertThat(rule.covers(null, selector, HttpUrl.get("http://orders.shop:8080/")))
                    .isFalse();
            assertThat(rule.covers(null, selector, HttpUrl.get("http://payments.shop/")))
                    .isFalse();
        }
        assertThat(selector.asked).hasSize(4);
        assertThat(other.asked).hasSize(1);
    }

    @Test
    void aClientThatCrawlsTheInternetKeepsNoMoreThanSoManyAnswers() {
        for (int host = 0; host < 2000; host++) {
            rule.covers(null, selector, HttpUrl.get("http://host-" + host + ".example/"));
        }
        rule.covers(null, selector, HttpUrl.get("http://host-0.example/"));
        assertThat(selector.asked).as("one that is kept").hasSize(2000);
        rule.covers(null, selector, HttpUrl.get("http://host-1999.example/"));
        assertThat(selector.asked).as("one too many").hasSize(2001);

        ticker.advance(Duration.ofSeconds(5));
        rule.covers(null, selector, HttpUrl.get("http://host-1999.example/"));
        rule.covers(null, selector, HttpUrl.get("http://host-1999.example/"));
        assertThat(selector.asked).as("once the old ones have made room").hasSize(2002);
    }

    @Test
    void theClientsOwnProxyIsNoQuestion() {
        assertThat(rule.covers(PROXY, selector, ORDERS)).isTrue();
        assertThat(rule.covers(Proxy.NO_PROXY, selector, ORDERS)).isFalse();
        assertThat(selector.asked).isEmpty();
    }

    @Test
    void aSelectorThatSaysNothingOrThrowsNamesNoProxy() {
        selector.answer = List.of();

        assertThat(rule.covers(null, selector, ORDERS)).isFalse();
        assertThat(rule.covers(
                        null,
                        new ProxySelector() {
                            @Override
                            public List<Proxy> select(URI uri) {
                                throw new IllegalArgumentException("port out of range:-1");
                            }

                            @Override
                            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                                throw new AssertionError("no proxy was used", e);
                            }
                        },
                        ORDERS))
                .isFalse();
    }
}
