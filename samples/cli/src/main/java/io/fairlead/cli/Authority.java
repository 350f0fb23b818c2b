package io.fairlead.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom to trust: the certificates of {@code --ca}, in place of those that the JDK trusts.
 *
 * @param trust the trust in them, and in nobody else
 */
record Authority(X509TrustManager trust) {
    /**
     * Reads a file of PEM certificates.
     *
     * @throws IllegalArgumentException if there are none in it
     */
    static Authority read(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("it holds none");
            }
            return new Authority(trustIn(certificates));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " (expected: a file of PEM certificates): " + e, e);
        }
    }

    private static X509TrustManager trustIn(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        TrustManager first = factory.getTrustManagers()[0];
        if (!(first instanceof X509TrustManager trust)) {
            throw new GeneralSecurityException(
                    "no X.509 trust manager but " + Arrays.toString(factory.getTrustManagers()));
        }
        return trust;
    }
}
