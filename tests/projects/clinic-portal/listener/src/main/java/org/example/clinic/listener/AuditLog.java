package org.example.clinic.listener;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records who was admitted, for the audit trail. */
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final byte[] pseudonymKey;

    public AuditLog(byte[] pseudonymKey) {
        this.pseudonymKey = pseudonymKey.clone();
    }

    /** An admission was stored. */
    public void admitted(PatientRecord patient, int onWard) {
        String line = patient.headline();
        // planted-flow: phi-in-log
        LOG.info("admitted {}, {} on the ward", line, onWard);
    }

    /** A record was read by a member of staff. */
    public void read(PatientRecord patient, String account) throws GeneralSecurityException {
        // near-miss: phi-in-log
        LOG.info("account {} read the record of {}", account, pseudonym(patient.mrn()));
    }

    /** A record was corrected. */
    public void corrected(PatientRecord patient, String account) {
        // planted: phi-in-log
        LOG.info("account {} corrected the record of MRN {}", account, patient.mrn());
    }

    private String pseudonym(String mrn) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pseudonymKey, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(mrn.getBytes(StandardCharsets.UTF_8)), 0, 8);
    }
}
