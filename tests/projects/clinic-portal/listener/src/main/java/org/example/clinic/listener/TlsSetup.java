package org.example.clinic.listener;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;

/** Opens the TLS sockets that the MLLP server listens on. */
final class TlsSetup {

    private TlsSetup() {}

    /** The port of the bedside monitors, whose firmware is from 2011. */
    static SSLServerSocket monitors(KeyManager[] keys, TrustManager[] trust)
            throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        SSLServerSocket socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(2575);
        // planted: weak-tls
        socket.setEnabledProtocols(new String[] {"TLSv1", "TLSv1.1"});
        socket.setNeedClientAuth(true);
        return socket;
    }

    /** The port of the hospital information system. */
    static SSLServerSocket hospital(KeyManager[] keys, TrustManager[] trust)
            throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        SSLServerSocket socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(2576);
        // near-miss: weak-tls
        socket.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
        socket.setNeedClientAuth(true);
        return socket;
    }
}
