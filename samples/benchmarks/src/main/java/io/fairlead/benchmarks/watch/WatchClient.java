package io.fairlead.benchmarks.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;

/**
 * A process that follows the Service and tells its parent, a line each: {@code known MILLIS} since the start of this JVM, {@code
 * retained BYTES}, then {@code marker ADDRESS NANOS} for each change, by the clock that all processes of a machine share. Ends with its
 * standard input.
 */
final class WatchClient {
    private static final int COLLECTIONS = 3;

    private WatchClient() {}

    /** Takes who follows, the kubeconfig and the number of endpoints. */
    public static void main(String[] args) throws Exception {
        int endpoints = Integer.parseInt(args[2]);
        // What any program has loaded that uses a collection or two: not charged to either side.
        long before = used();
        try (Follower follower = follower(args[0], Path.of(args[1]))) {
            follower.follow(endpoints, WatchClient::tell);
            System.out.println("known "
                    + (System.currentTimeMillis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime()));
            System.out.println("retained " + (used() - before));
            while (System.in.read() >= 0) {
                // Until the parent closes it.
            }
        }
    }

    private static Follower follower(String side, Path kubeconfig) {
        return switch (Side.valueOf(side)) {
            case FAIRLEAD -> new FairleadFollower(kubeconfig);
            case FABRIC8 -> new Fabric8Follower(kubeconfig);
        };
    }

    private static void tell(String address) {
        System.out.println("marker " + address + " " + System.nanoTime());
    }

    private static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
