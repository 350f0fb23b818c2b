package io.fairlead.benchmarks.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one process needed.
 *
 * @param startMillis from the start of its JVM until all endpoints were known
 * @param retainedBytes of heap that it holds for them
 * @param lagMicros from a change to its use, the median of some
 */
public record Known(double startMillis, double retainedBytes, double lagMicros) {
    private static final int CHANGES = 200;
    // The first events of a new connection meet code that is not compiled.
    private static final int WARM_UP = 1500;

    /**
     * Both sides in turn, so that whatever else the machine does meets both.
     *
     * @param endpoints a multiple of 100
     * @return of each round, ours and the other
     */
    public static List<Pair> alternately(int endpoints, int rounds) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        try (Shop shop = new Shop(endpoints)) {
            for (int round = 0; round < rounds; round++) {
                Known ours = measure(Side.FAIRLEAD, shop, endpoints);
                pairs.add(new Pair(ours, measure(Side.FABRIC8, shop, endpoints)));
            }
        }
        return pairs;
    }

    /** One round. */
    public record Pair(Known ours, Known fabric8) {}

    private static Known measure(Side side, Shop shop, int endpoints) throws IOException {
        try (ChildRun child = new ChildRun(side, shop.kubeconfig(), endpoints)) {
            long millis = child.next("known");
            long bytes = child.next("retained");
            List<Long> lags = new ArrayList<>();
            for (int change = 0; change < WARM_UP + CHANGES; change++) {
                String address = "10.200." + change / 250 + "." + (1 + change % 250);
                long begun = System.nanoTime();
                shop.mark(address);
                long lag = child.next("marker " + address) - begun;
                if (change >= WARM_UP) {
                    lags.add(lag);
                }
            }
            lags.sort(null);
            return new Known(millis, bytes, lags.get(CHANGES / 2) / 1e3);
        }
    }
}
