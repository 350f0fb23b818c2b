package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A policy over the candidates of the client's own zone, as far as these can carry what its clients send; the rest goes to zones that
 * have more than they need. As Envoy's zone-aware routing, but that nobody tells how many clients each zone has: it is taken that
 * all zones with endpoints have as many.
 */
final class ZoneSpillOver implements Balancer {
    // With fewer, a zone is one or two pods: no choice is left to the policy. Envoy's min_cluster_size by default.
    static final int LEAST_CANDIDATES = 6;

    private final Balancer inner;
    private final String zone;
    private final RandomGenerator random;

    ZoneSpillOver(Balancer inner, String zone, RandomGenerator random) {
        this.inner = inner;
        this.zone = zone;
        this.random = random;
    }

    @Override
    public Picker newPicker(List<Candidate> candidates) {
        Map<String, List<Integer>> zones = IntStream.range(0, candidates.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> candidates.get(i).endpoint().location().zone(), TreeMap::new, Collectors.toList()));
        // As kube-proxy with hints: one endpoint of which the place is not known, and places decide nothing.
        boolean known = zones.containsKey(zone) && !zones.containsKey("");
        if (!known || zones.size() == 1 || candidates.size() < LEAST_CANDIDATES) {
            return inner.newPicker(candidates);
        }
        Draw draw = new Draw(candidates, random);
        return new PreferredPicker(draw, parts(candidates, zones, draw));
    }

    private Picker parts(List<Candidate> candidates, Map<String, List<Integer>> zones, Draw draw) {
        double need = candidates.size() / (double) zones.size();
        List<Picker> pickers = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        double lacking = Math.max(0, need - zones.getOrDefault(zone, List.of()).size());
        double spare = zones.values().stream()
                .mapToDouble(each -> Math.max(0, each.size() - need))
                .sum();
        zones.forEach((name, indices) -> {
            double own = name.equals(zone) ? need - lacking : 0;
            double share = own + (lacking == 0 ? 0 : lacking * Math.max(0, indices.size() - need) / spare);
            if (share > 0) {
                pickers.add(PartPicker.of(
                        inner, candidates, indices.stream().mapToInt(i -> i).toArray()));
                weights.add(share);
            }
        });
        if (pickers.size() == 1) {
            return pickers.get(0);
        }
        AliasTable table = new AliasTable(weights.stream().mapToDouble(w -> w).toArray());
        Picker[] parts = pickers.toArray(Picker[]::new);
        return tried -> parts[table.draw(draw)].pick(tried);
    }
}
