package io.fairlead.kubernetes;

import io.fairlead.endpoint.ServiceRef;

/** Which Service, whatever port or pod of it is meant: references to it share its streams. */
record ServiceName(String namespace, String name) {
    static ServiceName of(ServiceRef ref) {
        return new ServiceName(ref.namespace(), ref.name());
    }

    @Override
    public String toString() {
        return name + "." + namespace;
    }
}
