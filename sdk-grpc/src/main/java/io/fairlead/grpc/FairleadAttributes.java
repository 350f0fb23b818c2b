package io.fairlead.grpc;

import io.fairlead.EndpointGroup;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.internal.IpText;
import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/**
 * What the resolver tells about each address, for policies of one's own: attributes of its {@link EquivalentAddressGroup}. One that is
 * not known is not there.
 */
public final class FairleadAttributes {
    /** The zone of the pod's node. */
    @EquivalentAddressGroup.Attr
    public static final Attributes.Key<String> ZONE = Attributes.Key.create("io.fairlead.grpc.zone");

    /** The name of the pod's node. */
    @EquivalentAddressGroup.Attr
    public static final Attributes.Key<String> NODE = Attributes.Key.create("io.fairlead.grpc.node");

    /** The pod's name. */
    @EquivalentAddressGroup.Attr
    public static final Attributes.Key<String> POD = Attributes.Key.create("io.fairlead.grpc.pod");

    /** Its share of the calls relative to others, as annotations say: finite, 0 or more, 1 where nothing is said. */
    @EquivalentAddressGroup.Attr
    public static final Attributes.Key<Double> WEIGHT = Attributes.Key.create("io.fairlead.grpc.weight");

    static final Attributes.Key<Endpoint> ENDPOINT = Attributes.Key.create("io.fairlead.grpc.endpoint");
    static final Attributes.Key<EndpointGroup> GROUP = Attributes.Key.create("io.fairlead.grpc.group");
    static final Attributes.Key<Status> PROBLEM = Attributes.Key.create("io.fairlead.grpc.problem");

    private FairleadAttributes() {}

    /** All addresses of one endpoint, the preferred one first. */
    static EquivalentAddressGroup addresses(Endpoint endpoint) {
        List<SocketAddress> addresses = endpoint.addresses().stream()
                .<SocketAddress>map(address -> socketAddress(address, endpoint.port()))
                .toList();
        Attributes.Builder attributes =
                Attributes.newBuilder().set(ENDPOINT, endpoint).set(WEIGHT, endpoint.weight());
        setKnown(attributes, ZONE, endpoint.location().zone());
        setKnown(attributes, NODE, endpoint.location().node());
        setKnown(attributes, POD, endpoint.pod().name());
        setKnown(attributes, EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, endpoint.tlsName());
        return new EquivalentAddressGroup(addresses, attributes.build());
    }

    private static void setKnown(Attributes.Builder attributes, Attributes.Key<String> key, String value) {
        if (!value.isEmpty()) {
            attributes.set(key, value);
        }
    }

    // A name is looked up by the transport, each time it connects: nothing here may block.
    private static InetSocketAddress socketAddress(String address, int port) {
        boolean literal = IpText.canonical(address).isPresent();
        return literal ? new InetSocketAddress(address, port) : InetSocketAddress.createUnresolved(address, port);
    }
}
