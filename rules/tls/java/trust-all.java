package org.example.clinic.net;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.impl.client.HttpClients;

class Gateways {
    TrustManager[] everyone() {
        return new TrustManager[] {
            new X509TrustManager() {
                public X509Certificate[] getAcceptedIssuers() {
                    return new X509Certificate[0];
                }

                public void checkClientTrusted(X509Certificate[] chain, String type) {
                }

                // ruleid: tls.java.trust-all
                public void checkServerTrusted(X509Certificate[] chain, String type) {
                }
            }
        };
    }

    void labGateway(HttpsURLConnection connection) {
        // ruleid: tls.java.trust-all
        connection.setHostnameVerifier((host, session) -> true);
    }

    Object pharmacyClient() {
        // ruleid: tls.java.trust-all
        return HttpClients.custom().setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE).build();
    }

    Object checkedClient() {
        // ok: tls.java.trust-all
        return HttpClients.custom().setSSLHostnameVerifier(new DefaultHostnameVerifier()).build();
    }

    void pinned(HttpsURLConnection connection, Pins pins) {
        // ok: tls.java.trust-all
        connection.setHostnameVerifier((host, session) -> pins.match(host, session));
    }
}

class PinnedTrustManager implements X509TrustManager {
    private final X509TrustManager inner;

    PinnedTrustManager(X509TrustManager inner) {
        this.inner = inner;
    }

    public X509Certificate[] getAcceptedIssuers() {
        return inner.getAcceptedIssuers();
    }

    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        inner.checkClientTrusted(chain, type);
    }

    // ok: tls.java.trust-all
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        inner.checkServerTrusted(chain, type);
    }
}
