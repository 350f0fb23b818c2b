/**
 * The cluster's DNS as a source, and the addresses of endpoints that are names. Fed by the servers of {@code /etc/resolv.conf} or of the
 * options; feeds the chain of sources. The only importer of dnsjava.
 */
@NullMarked
package io.fairlead.dns;

import org.jspecify.annotations.NullMarked;
