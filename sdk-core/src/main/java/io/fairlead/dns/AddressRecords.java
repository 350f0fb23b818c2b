package io.fairlead.dns;

import io.fairlead.internal.IpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;

/** The addresses in A and AAAA records. */
final class AddressRecords {
    private AddressRecords() {}

    static Addresses of(List<Record> records) {
        List<String> ipv4 = new ArrayList<>();
        List<String> ipv6 = new ArrayList<>();
        for (Record record : records) {
            // An IPv4-mapped address in an AAAA record is that IPv4 address, as everywhere else.
            text(record).ifPresent(address -> (address.indexOf(':') < 0 ? ipv4 : ipv6).add(address));
        }
        return new Addresses(ipv4, ipv6);
    }

    private static Optional<String> text(Record record) {
        if (record instanceof ARecord a) {
            return IpText.canonical(a.getAddress().getHostAddress());
        }
        return record instanceof AAAARecord aaaa
                ? IpText.canonical(aaaa.getAddress().getHostAddress())
                : Optional.empty();
    }
}
