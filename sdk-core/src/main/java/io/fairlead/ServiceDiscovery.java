package io.fairlead;

import io.fairlead.endpoint.ServiceRef;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The entry point: finds the endpoints of Services and keeps them current. One a process is enough, since everything about a
 * Service is shared by those who use the same discovery: the watch, the load, the retry budget.
 *
 * <p>Creating one does no I/O and starts no thread; the first use of a Service does. Safe for use by several threads.
 */
public final class ServiceDiscovery implements AutoCloseable {
    private final Groups groups;
    private final Runnable ending;
    private final AtomicBoolean closed = new AtomicBoolean();

    ServiceDiscovery(Groups groups, Runnable ending) {
        this.groups = groups;
        this.ending = ending;
    }

    /**
     * A discovery that finds by itself what there is: the Kubernetes API if a configuration is found (the pod's service account,
     * or a kubeconfig), else the cluster's DNS where the pod has it, else the service variables of the pod, else the Services' own DNS
     * names.
     */
    public static ServiceDiscovery create() {
        return builder().build();
    }

    /** Collects options; each has a default. */
    public static ServiceDiscoveryBuilder builder() {
        return new ServiceDiscoveryBuilder();
    }

    /**
     * The process's own discovery: the same watches, load and budgets for all who ask. It is made on first use; what this returns
     * is the caller's share of it and wants to be closed like any other discovery. When every share is closed it ends, and the
     * next call makes another.
     */
    public static ServiceDiscovery shared() {
        return SharedDiscovery.PROCESS.share();
    }

    /**
     * Says how the process's own discovery is to be made.
     *
     * @param options asked on each first use, for a builder of its own: {@code () -> ServiceDiscovery.builder().strict(true)}
     * @throws IllegalStateException if it is in use already: call this at the start of the program
     */
    public static void configureShared(Supplier<ServiceDiscoveryBuilder> options) {
        SharedDiscovery.PROCESS.configure(options);
    }

    /**
     * The live view of a Service.
     *
     * @param service as people write it: {@code orders.shop:http}, {@code orders:8080}; see {@link ServiceRef}
     * @throws IllegalArgumentException if the text is no reference to a Service
     */
    public EndpointGroup group(String service) {
        return group(ServiceRef.parse(service));
    }

    /** The live view of a Service; one without a namespace is looked for in this process's own. */
    public EndpointGroup group(ServiceRef service) {
        return groups.get(service);
    }

    /**
     * The live view of what may be no Service at all, such as a host name that could as well be one of the internet: the same
     * group that {@link #group} gives, but as long as no source has found endpoints for it and nobody has asked {@link #group} for
     * it, its states are logged at DEBUG only and no listener hears of them. {@link EndpointGroup#rest()} it once it is known to
     * be none.
     */
    public EndpointGroup probe(ServiceRef service) {
        return groups.probe(service);
    }

    /**
     * What is known of a Service, and why each endpoint is or is not picked. Begins to follow a Service that was not in use;
     * wait for {@link EndpointGroup#whenKnown()} to see more than that.
     *
     * @throws IllegalArgumentException if the text is no reference to a Service
     */
    public Explanation explain(String service) {
        return explain(ServiceRef.parse(service));
    }

    /** The same of a parsed reference. */
    public Explanation explain(ServiceRef service) {
        return groups.explain(service);
    }

    /**
     * Ends all watches and threads; picks and waits fail with {@link DiscoveryClosedException} from now on. Calls that run are
     * not cut. Idempotent. Of a share of the process's own discovery: gives the share back, and only the last one ends anything.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            ending.run();
        }
    }
}
