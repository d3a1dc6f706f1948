package org.example.clinic.crypto;

import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

class RecordKeys {
    private static final String KEY_TEXT = "EXAMPLE-EXAMPLE-";
    private static final byte[] RAW = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    SecretKeySpec literal() {
        // ruleid: crypto.java.hardcoded-key
        return new SecretKeySpec("EXAMPLE-EXAMPLE-".getBytes(StandardCharsets.UTF_8), "AES");
    }

    SecretKeySpec constant() {
        // ruleid: crypto.java.hardcoded-key
        return new SecretKeySpec(KEY_TEXT.getBytes(), "AES");
    }

    SecretKeySpec encoded() {
        // ruleid: crypto.java.hardcoded-key
        return new SecretKeySpec(Base64.getDecoder().decode("RVhBTVBMRS1FWEFNUExFLQ=="), "AES");
    }

    PBEKeySpec phrase(byte[] salt) {
        // ruleid: crypto.java.hardcoded-key
        return new PBEKeySpec("example".toCharArray(), salt, 600000, 256);
    }

    SecretKeySpec fromParameter(byte[] key) {
        // ok: crypto.java.hardcoded-key
        return new SecretKeySpec(key, "AES");
    }

    SecretKey fromStore(KeyStore store, char[] pin) throws Exception {
        // ok: crypto.java.hardcoded-key
        return (SecretKey) store.getKey("record-key", pin);
    }

    SecretKeySpec fromEnvironment() {
        // ok: crypto.java.hardcoded-key
        return new SecretKeySpec(Base64.getDecoder().decode(System.getenv("RECORD_KEY")), "AES");
    }

    PBEKeySpec fromUser(char[] passphrase, byte[] salt) {
        // ok: crypto.java.hardcoded-key
        return new PBEKeySpec(passphrase, salt, 600000, 256);
    }
}
