package org.example.clinic.listener;

import jakarta.servlet.http.HttpServletRequest;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Takes admissions again that another listener has queued while the database was down. */
public final class ReplayQueue {

    private static final Path SPOOL = Path.of("/srv/listener/spool");

    /** Read one admission from a listener of the old version. */
    public PatientRecord receive(Socket peer) throws IOException, ClassNotFoundException {
        // planted: deserialization
        return (PatientRecord) new ObjectInputStream(peer.getInputStream()).readObject();
    }

    /** Read one admission from a listener of this version; the filter refuses every foreign class. */
    public PatientRecord receiveFiltered(Socket peer) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(peer.getInputStream())) {
            in.setObjectInputFilter(filter());
            // near-miss: deserialization
            return (PatientRecord) in.readObject();
        }
    }

    /** Read one admission, field by field. */
    public PatientRecord receiveFields(InputStream stream) throws IOException {
        // near-miss: deserialization
        try (DataInputStream in = new DataInputStream(stream)) {
            return new PatientRecord(
                    in.readUTF(), in.readUTF(), in.readUTF(), LocalDate.ofEpochDay(in.readLong()), in.readUTF());
        }
    }

    private static ObjectInputFilter filter() {
        return ObjectInputFilter.Config.createFilter("org.example.clinic.listener.*;java.time.*;!*");
    }

    /** The queued message that the administration page asks for. */
    public String queued(HttpServletRequest request) throws IOException {
        // planted: path-traversal
        return Files.readString(Path.of("/srv/listener/spool/" + request.getParameter("name")));
    }

    /** The same for the support team's page; a name that leaves the spool is refused. */
    public String queuedForSupport(HttpServletRequest request) throws IOException {
        // near-miss: path-traversal
        Path message = SPOOL.resolve(request.getParameter("name")).normalize();
        if (!message.startsWith(SPOOL)) {
            throw new IOException("the name leaves the spool");
        }
        return Files.readString(message);
    }
}
