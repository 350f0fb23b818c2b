package io.fairlead.testkit;

import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small real API server on a free port of 127.0.0.1, over plain HTTP/1.1, for Services, EndpointSlices, Endpoints and Nodes.
 *
 * <ul>
 *   <li>Served: get, list (whole, by pages, at an exact version) and watch (from the present or from a version, with
 *       bookmarks, with a timeout), by namespace or over all, with label selectors of equality and presence and field
 *       selectors for {@code metadata.name} and {@code metadata.namespace}. Watches are chunked streams; there is no
 *       WebSocket. Objects are changed by the methods here, not by HTTP.
 *   <li>A change is in the answer to every request that arrives after the method returned, and on its way to every open
 *       watch.
 *   <li>Nothing happens by itself: no bookmark, no timeout that the client did not ask for, no controller.
 *   <li>All methods are safe from any thread. Instances are independent of each other.
 * </ul>
 */
public final class EmbeddedKubernetes implements AutoCloseable {
    private static final String DEFAULT_NAMESPACE = "default";

    private final Access access = new Access();
    private final Faults faults = new Faults();
    private final RequestLog requests = new RequestLog();
    private final Store store = new Store(new Stamp(DEFAULT_NAMESPACE, Clock.systemUTC()));
    private final Threads threads = new Threads();
    private final Watches watches;
    private final Connections connections;
    private final Port port;
    private final Wire wire;

    private EmbeddedKubernetes() {
        watches = new Watches(store, faults, threads);
        ApiServer server = new ApiServer(access, requests, faults, new Lists(store), watches);
        connections = new Connections(server, threads.workers());
        port = new Port(threads.workers(), connections::serve);
        wire = new Wire(port, connections);
    }

    /**
     * Starts a server without objects that accepts everybody.
     *
     * @return a running server, to be closed
     * @throws java.io.UncheckedIOException if no port can be bound
     */
    public static EmbeddedKubernetes start() {
        return new EmbeddedKubernetes();
    }

    /** {@return its base URL, such as {@code http://127.0.0.1:40123}} */
    public String url() {
        return "http://127.0.0.1:" + port.number();
    }

    /**
     * A kubeconfig, as YAML, whose only context leads here.
     *
     * @param token the bearer token that the client shall send
     * @param namespace the context's namespace
     * @return the YAML text
     */
    public String kubeconfig(String token, String namespace) {
        return Kubeconfig.text(url(), token, namespace);
    }

    /**
     * A kubeconfig with a token of no meaning and the namespace {@code default}.
     *
     * @return the YAML text
     */
    public String kubeconfig() {
        return kubeconfig("embedded", DEFAULT_NAMESPACE);
    }

    /** {@return which tokens are accepted} */
    public Access access() {
        return access;
    }

    /** {@return what goes wrong for requests} */
    public Faults faults() {
        return faults;
    }

    /** {@return what goes wrong with connections} */
    public Wire wire() {
        return wire;
    }

    /** {@return what clients asked} */
    public RequestLog requests() {
        return requests;
    }

    /**
     * Creates an object, in the namespace {@code default} if it names none.
     *
     * @param manifest an object of one of the {@link Resource}s
     * @return the object as stored, with uid, creationTimestamp, generation and resourceVersion
     * @throws IllegalStateException if it exists
     * @throws IllegalArgumentException if its kind is not one of {@link Resource}, or it has no name
     */
    public ObjectNode create(Manifest manifest) {
        return store.create(manifest.json());
    }

    /**
     * Replaces an object; uid and creationTimestamp stay. A replacement that changes nothing makes no new version.
     *
     * @param manifest an object of one of the {@link Resource}s
     * @return the object as stored
     * @throws IllegalStateException if it does not exist
     */
    public ObjectNode replace(Manifest manifest) {
        return store.replace(manifest.json());
    }

    /**
     * Creates or replaces each of these objects, in order.
     *
     * @param manifests objects of the {@link Resource}s
     */
    public void apply(Manifest... manifests) {
        for (Manifest manifest : manifests) {
            store.apply(manifest.json());
        }
    }

    /**
     * Deletes an object.
     *
     * @param resource the resource
     * @param namespace the object's namespace, empty for Nodes
     * @param name the object's name
     * @throws IllegalStateException if it does not exist
     */
    public void delete(Resource resource, String namespace, String name) {
        store.delete(new ObjectKey(resource, namespace, name));
    }

    /**
     * An object as stored; a copy.
     *
     * @param resource the resource
     * @param namespace the object's namespace, empty for Nodes
     * @param name the object's name
     * @return the object; empty if there is none
     */
    public Optional<ObjectNode> get(Resource resource, String namespace, String name) {
        return store.get(new ObjectKey(resource, namespace, name));
    }

    /** {@return the newest resourceVersion} One sequence counts the changes of all resources. */
    public long resourceVersion() {
        return store.version();
    }

    /** Sends a bookmark with the newest resourceVersion on every open watch that asked for bookmarks. */
    public void bookmark() {
        watches.bookmark();
    }

    /**
     * How many watches are open: begun, and ended neither by the server nor by the client.
     *
     * @return how many
     */
    public int openWatches() {
        return watches.count(resource -> true);
    }

    /**
     * How many watches of a resource are open.
     *
     * @param resource the resource
     * @return how many
     */
    public int openWatches(Resource resource) {
        return watches.count(resource::equals);
    }

    /** Ends every open watch as a server does whose time for it is up: the stream is complete, the connection stays. */
    public void endWatches() {
        watches.each(WatchStream::end);
    }

    /** Breaks every open watch in the middle of a line by a TCP reset. */
    public void breakWatches() {
        watches.each(WatchStream::reset);
    }

    /** Sends a line that is no JSON on every open watch, which goes on after it. */
    public void sendMalformedLine() {
        watches.each(stream -> stream.line(WatchLine.MALFORMED));
    }

    /**
     * Forgets the history up to now: a watch from an older version, and a list at one, get 410 Gone. Open watches go on, as
     * with a real server. A watch from the newest version is still fine: what makes it fail is a change before this call
     * that it has not seen.
     */
    public void compact() {
        store.compact();
    }

    /** Forgets the history up to now, and ends every open watch with an ERROR of 410 Gone. */
    public void expireWatches() {
        store.compact();
        Status expired = Status.expiredWatch(0, store.version());
        watches.each(stream -> {
            stream.line(WatchLine.error(expired));
            stream.end();
        });
    }

    /**
     * Goes back to an older state, as after the restore of a backup: objects and version are those of then, later versions
     * are given out again, and every open watch ends. A watch from a later version stays silent until that is reached
     * again; a list not older than a later version fails with 504.
     *
     * @param resourceVersion a version since the last compaction
     * @throws IllegalArgumentException if the version is compacted or still to come
     */
    public void restore(long resourceVersion) {
        store.restore(resourceVersion);
        endWatches();
    }

    /**
     * Ends every connection and thread; idempotent. Returns when the threads have ended, which is at once.
     *
     * @throws IllegalStateException if a thread does not end within 10 seconds
     */
    @Override
    public void close() {
        port.close();
        connections.close();
        threads.close();
    }
}
