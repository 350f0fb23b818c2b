package io.fairlead.benchmarks.peers;

import com.twitter.finagle.Address$;
import com.twitter.finagle.ClientConnection;
import com.twitter.finagle.NoBrokersAvailableException;
import com.twitter.finagle.Service;
import com.twitter.finagle.ServiceFactory;
import com.twitter.finagle.Stack;
import com.twitter.finagle.loadbalancer.Balancers$;
import com.twitter.finagle.loadbalancer.EndpointFactory;
import com.twitter.finagle.loadbalancer.LazyEndpointFactory;
import com.twitter.finagle.loadbalancer.LoadBalancerFactory;
import com.twitter.util.Activity;
import com.twitter.util.Await;
import com.twitter.util.Awaitable;
import com.twitter.util.Future;
import io.fairlead.benchmarks.Addresses;
import io.fairlead.benchmarks.Cycle;
import java.util.List;
import java.util.stream.IntStream;
import scala.collection.immutable.IndexedSeq;
import scala.jdk.javaapi.CollectionConverters;

/** Finagle: a service acquired from the balancer and closed, which is what it counts. The endpoints are constants. */
public final class FinagleCycle implements Cycle {
    private final ServiceFactory<Object, Integer> balancer;

    private FinagleCycle(LoadBalancerFactory policy, int endpoints) {
        Service<Object, Integer> service = Service.constant(Future.value(Addresses.PORT));
        List<EndpointFactory<Object, Integer>> list = IntStream.range(0, endpoints)
                .<EndpointFactory<Object, Integer>>mapToObj(i -> new LazyEndpointFactory<>(
                        () -> ServiceFactory.constant(service), Address$.MODULE$.apply(Addresses.PORT)))
                .toList();
        IndexedSeq<EndpointFactory<Object, Integer>> all =
                CollectionConverters.asScala(list).toIndexedSeq();
        balancer = policy.newBalancer(
                Activity.value(all), new NoBrokersAvailableException("orders"), Stack.Params$.MODULE$.empty());
    }

    /** Its default: the less loaded of two. */
    public static Cycle leastLoaded(int endpoints) {
        return new FinagleCycle(Balancers$.MODULE$.p2c(Balancers$.MODULE$.p2c$default$1()), endpoints);
    }

    /** Peak EWMA, with its default decay of 10 s. */
    public static Cycle peakEwma(int endpoints) {
        return new FinagleCycle(
                Balancers$.MODULE$.p2cPeakEwma(
                        Balancers$.MODULE$.p2cPeakEwma$default$1(), Balancers$.MODULE$.p2cPeakEwma$default$2()),
                endpoints);
    }

    @Override
    public int run() {
        try {
            Awaitable<Service<Object, Integer>> acquired = balancer.apply(ClientConnection.nil());
            Service<Object, Integer> service = Await.result(acquired);
            service.close();
            return service.isAvailable() ? 1 : 0;
        } catch (Exception e) {
            throw new IllegalStateException("Finagle gave no service", e);
        }
    }
}
