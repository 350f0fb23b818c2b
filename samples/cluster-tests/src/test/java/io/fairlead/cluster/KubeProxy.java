package io.fairlead.cluster;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the lab's kube-proxy, which acts for node-1, sends what goes to virtual IPs: its nftables rules of IPv4. */
record KubeProxy(String rules) {
    private static final Pattern ADDRESS = Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+)(?: \\. |:)(\\d+)");
    private static final Pattern GOTO = Pattern.compile("goto ([^ ,}]+)");

    static KubeProxy now() {
        return new KubeProxy(Lab.run("nft", "list", "table", "ip", "kube-proxy"));
    }

    /**
     * The endpoints of a virtual IP's port; none where connections are dropped or refused. Empty if it does not know the port at all.
     *
     * @param protocol such as {@code tcp}
     */
    Optional<Set<String>> endpoints(String ip, String protocol, int port) {
        Matcher element = Pattern.compile(Pattern.quote(ip + " . " + protocol + " . " + port)
                        + "(?: comment \"[^\"]*\")? : (drop|goto [^ ,}]+)")
                .matcher(rules);
        if (!element.find()) {
            return Optional.empty();
        }
        Set<String> found = new TreeSet<>();
        Matcher chain = GOTO.matcher(element.group(1));
        if (chain.matches() && !chain.group(1).equals("reject-chain")) {
            collect(chain.group(1), found);
        }
        return Optional.of(found);
    }

    // A rule for clients that have been seen goes to one of the endpoints that the last rule chooses from.
    private void collect(String chain, Set<String> found) {
        int begin = rules.indexOf("\tchain " + chain + " {");
        String body = rules.substring(begin, rules.indexOf("\n\t}", begin));
        body.lines()
                .filter(line -> line.contains("dnat") || line.contains("numgen"))
                .forEach(line -> {
                    Matcher address = ADDRESS.matcher(line);
                    while (address.find()) {
                        if (!line.contains("vmap")) {
                            found.add(address.group(1) + ":" + address.group(2));
                        }
                    }
                    Matcher next = GOTO.matcher(line);
                    while (next.find()) {
                        collect(next.group(1), found);
                    }
                });
    }
}
