package io.fairlead.benchmarks.reference;

import io.fairlead.benchmarks.Addresses;
import io.fairlead.benchmarks.Update;
import io.fairlead.endpoint.Endpoint;

/** A hundred arrays of references, one of them new, copied one behind the other. */
public final class Flatten implements Update {
    private static final int SLICES = 100;

    private final Endpoint[][] slices = new Endpoint[SLICES][];
    private final int perSlice;

    /** Of that many endpoints. */
    public Flatten(int size) {
        perSlice = size / SLICES;
        for (int slice = 0; slice < SLICES; slice++) {
            slices[slice] = new Endpoint[perSlice];
            for (int i = 0; i < perSlice; i++) {
                slices[slice][i] = endpoint(slice * perSlice + i);
            }
        }
    }

    @Override
    public Object replace(int place, int address) {
        Endpoint[] changed = slices[place / perSlice].clone();
        changed[place % perSlice] = endpoint(address);
        slices[place / perSlice] = changed;
        Endpoint[] all = new Endpoint[SLICES * perSlice];
        for (int slice = 0; slice < SLICES; slice++) {
            System.arraycopy(slices[slice], 0, all, slice * perSlice, perSlice);
        }
        return all;
    }

    private static Endpoint endpoint(int number) {
        return Endpoint.of(Addresses.ip(number), Addresses.PORT);
    }
}
