package org.example.clinic.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.Serializable;
import org.apache.commons.lang3.SerializationUtils;

class ReferralReader {
    Object fromPartner(InputStream body) throws IOException, ClassNotFoundException {
        ObjectInputStream in = new ObjectInputStream(body);
        // ruleid: inj.deser.java.objectinputstream
        return in.readObject();
    }

    Object fromQueue(byte[] message) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(message))) {
            // ruleid: inj.deser.java.objectinputstream
            Object referral = in.readUnshared();
            return referral;
        }
    }

    Object fromCache(byte[] entry) {
        // ruleid: inj.deser.java.objectinputstream
        return SerializationUtils.deserialize(entry);
    }

    Object filtered(InputStream body) throws IOException, ClassNotFoundException {
        ObjectInputStream in = new ObjectInputStream(body);
        in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("org.example.clinic.dto.*;java.base/*;!*"));
        // ok: inj.deser.java.objectinputstream
        return in.readObject();
    }

    Referral json(InputStream body) throws IOException {
        // ok: inj.deser.java.objectinputstream
        return new ReferralJsonReader(body).readObject();
    }
}

class Referral implements Serializable {
    private String reason;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        // ok: inj.deser.java.objectinputstream
        reason = (String) in.readObject();
    }
}
