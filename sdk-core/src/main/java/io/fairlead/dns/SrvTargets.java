package io.fairlead.dns;

import io.fairlead.dns.ServiceRecords.Place;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;

/**
 * What SRV records name, with the addresses of their targets: those that came along with the answer, and questions for the others. Used
 * by tasks of the scheduler only.
 */
final class SrvTargets {
    // Without addresses in the answer each target is a question of its own.
    private static final int MOST_TARGETS = 256;

    private final AddressLookup addresses;
    private final List<InetSocketAddress> servers;
    private final Name own;
    private final List<SRVRecord> records;
    private final Consumer<Looked<ServiceRecords>> told;
    private final Map<Name, Addresses> found = new HashMap<>();
    private final List<Name> open = new ArrayList<>();
    private Duration ttl;
    private int missing;
    private Optional<Looked.Unknown<ServiceRecords>> failure = Optional.empty();

    SrvTargets(
            AddressLookup addresses,
            List<InetSocketAddress> servers,
            Name own,
            Answer.Found answer,
            Consumer<Looked<ServiceRecords>> told) {
        this.addresses = addresses;
        this.servers = servers;
        this.own = own;
        this.records = callable(answer);
        this.told = told;
        this.ttl = answer.ttl();
        Map<Name, List<Record>> along = new HashMap<>();
        answer.additional().forEach(record -> along.computeIfAbsent(record.getName(), name -> new ArrayList<>())
                .add(record));
        for (SRVRecord record : records) {
            Name target = record.getTarget();
            Addresses known = AddressRecords.of(along.getOrDefault(target, List.of()));
            if (!known.isEmpty()) {
                found.put(target, known);
            } else if (!open.contains(target) && open.size() < MOST_TARGETS) {
                open.add(target);
            }
        }
    }

    // The name "." says that there is no such service (RFC 2782), a port of 0 nothing that can be called.
    private static List<SRVRecord> callable(Answer.Found answer) {
        List<SRVRecord> records = new ArrayList<>();
        for (Record record : answer.records()) {
            if (record instanceof SRVRecord srv
                    && srv.getPort() > 0
                    && srv.getTarget().labels() > 1) {
                records.add(srv);
            }
        }
        return records;
    }

    /** Asks for what did not come along; tells when all is heard. */
    void look() {
        missing = open.size();
        if (missing == 0) {
            tell();
        }
        for (Name target : open) {
            addresses.ask(servers, target, looked -> hear(target, looked));
        }
    }

    private void hear(Name target, Looked<AddressLookup.Known> looked) {
        if (looked instanceof Looked.Known<AddressLookup.Known> known) {
            found.put(target, known.value().addresses());
            ttl = AnswerReader.shorter(ttl, known.ttl());
        } else if (looked instanceof Looked.Unknown<AddressLookup.Known> unknown) {
            failure = Optional.of(unknown.ofWhatFollows());
        }
        missing--;
        if (missing == 0) {
            tell();
        }
    }

    private void tell() {
        if (failure.isPresent()) {
            told.accept(failure.get());
            return;
        }
        List<Place> places = records.stream()
                .map(srv ->
                        new Place(srv.getTarget(), srv.getPort(), found.getOrDefault(srv.getTarget(), Addresses.NONE)))
                .filter(place -> !place.addresses().isEmpty())
                .toList();
        told.accept(new Looked.Known<>(new ServiceRecords.Places(own, places), ttl));
    }
}
