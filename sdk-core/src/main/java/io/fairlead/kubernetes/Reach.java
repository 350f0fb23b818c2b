package io.fairlead.kubernetes;

/** By which of its addresses a Service is called. */
public enum Reach {
    /** By its pods: from where their addresses lead to them, as inside the cluster. */
    PODS("by its pods"),
    /**
     * By its virtual IP, which leaves the choice of a pod to kube-proxy or to a service mesh. Inside the cluster. Of Services that have
     * one.
     */
    VIRTUAL_IP("by its virtual IP"),
    /**
     * By the addresses of ready nodes and its node port. From where nodes can be reached. Of Services that have a node port: types
     * NodePort and LoadBalancer.
     */
    NODE_PORTS("by node ports"),
    /** By the addresses or names in {@code status.loadBalancer.ingress} and the Service's own port. Of type LoadBalancer. */
    LOAD_BALANCER("by its load balancer");

    private final String words;

    Reach(String words) {
        this.words = words;
    }

    /** For people: {@code by node ports}. */
    String words() {
        return words;
    }
}
