package org.example.clinic.net;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

class TlsSetup {
    SSLContext old() throws Exception {
        // ruleid: tls.java.min-version
        return SSLContext.getInstance("TLSv1");
    }

    void mllp(SSLServerSocket socket) {
        // ruleid: tls.java.min-version
        socket.setEnabledProtocols(new String[] {"TLSv1.1", "TLSv1.2"});
    }

    void property() {
        // ruleid: tls.java.min-version
        System.setProperty("https.protocols", "TLSv1,TLSv1.2");
    }

    SSLContext current() throws Exception {
        // ok: tls.java.min-version
        return SSLContext.getInstance("TLSv1.3");
    }

    SSLContext platform() throws Exception {
        // ok: tls.java.min-version
        return SSLContext.getInstance("TLS");
    }

    void mllpCurrent(SSLSocket socket) {
        // ok: tls.java.min-version
        socket.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
    }

    void propertyCurrent() {
        // ok: tls.java.min-version
        System.setProperty("https.protocols", "TLSv1.2,TLSv1.3");
    }
}
