package io.fairlead.resolver;

import io.fairlead.endpoint.EndpointSnapshot;
import java.time.Instant;

/**
 * What a source said, and when it last proved that this was current.
 *
 * @param snapshot as it came from the source
 * @param provenAt by the clock of the machine
 */
record LastGoodAnswer(EndpointSnapshot snapshot, Instant provenAt) {}
