package org.example.clinic.listener;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts MLLP connections, stores each admission and answers with an ACK. */
public final class MllpServer {

    private static final Logger LOG = LoggerFactory.getLogger(MllpServer.class);
    private static final int START = 0x0b;
    private static final int END = 0x1c;
    private static final int MAX_BYTES = 1 << 20;

    private final MessageParser parser = new MessageParser();
    private final PatientStore store;
    private final AuditLog audit;

    public MllpServer(PatientStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    /** Serve connections until the socket is closed. */
    public void serve(SSLServerSocket listening) throws IOException {
        while (!listening.isClosed()) {
            try (Socket peer = listening.accept()) {
                peer.setSoTimeout(30_000);
                converse(peer);
            }
        }
    }

    private void converse(Socket peer) throws IOException {
        InputStream in = new BufferedInputStream(peer.getInputStream());
        OutputStream out = peer.getOutputStream();
        String message;
        while ((message = next(in)) != null) {
            out.write(START);
            out.write(answer(message).getBytes(StandardCharsets.US_ASCII));
            out.write(END);
            out.write('\r');
            out.flush();
        }
    }

    private String answer(String hl7Message) {
        try {
            PatientRecord patient = parser.parse(hl7Message);
            store.save(patient);
            List<String> neighbours = store.onWard(patient.ward());
            audit.admitted(patient, neighbours.size());
            return "MSA|AA";
        } catch (MessageParser.MalformedMessage malformed) {
            // planted: phi-in-log
            LOG.warn("rejected HL7 message: {}", hl7Message);
            return "MSA|AR";
        } catch (SQLException failure) {
            // near-miss: phi-in-log
            LOG.error("could not store an admission, SQL state {}", failure.getSQLState());
            return "MSA|AE";
        }
    }

    private String next(InputStream in) throws IOException {
        int first = in.read();
        if (first != START) {
            return null;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int octet;
        while ((octet = in.read()) != END) {
            if (octet < 0 || body.size() == MAX_BYTES) {
                throw new IOException("a frame ended early or is too long");
            }
            body.write(octet);
        }
        in.read();
        return body.toString(StandardCharsets.UTF_8);
    }
}
