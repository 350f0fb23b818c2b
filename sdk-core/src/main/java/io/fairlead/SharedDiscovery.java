package io.fairlead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The process's own discovery, counted by the shares that are out. */
final class SharedDiscovery {
    static final SharedDiscovery PROCESS = new SharedDiscovery();

    @GuardedBy("this")
    private Supplier<ServiceDiscoveryBuilder> options = ServiceDiscovery::builder;

    @GuardedBy("this")
    private @Nullable Groups groups;

    @GuardedBy("this")
    private int shares;

    synchronized void configure(Supplier<ServiceDiscoveryBuilder> replacement) {
        if (groups != null) {
            throw new IllegalStateException("the shared ServiceDiscovery is in use, by " + shares
                    + " shares (expected: configured before its first use, at the start of the program)");
        }
        options = replacement;
    }

    synchronized ServiceDiscovery share() {
        Groups present = groups;
        if (present == null) {
            present = options.get().newGroups();
            groups = present;
        }
        shares++;
        return new ServiceDiscovery(present, this::giveBack);
    }

    private void giveBack() {
        Groups last = null;
        synchronized (this) {
            shares--;
            if (shares == 0) {
                last = groups;
                groups = null;
            }
        }
        if (last != null) {
            last.close();
        }
    }
}
