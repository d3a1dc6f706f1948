package org.example.clinic.crypto;

import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;

class NoteCipher {
    private static final String MODE = "AES/ECB/PKCS5Padding";

    Cipher bare() throws Exception {
        // ruleid: crypto.java.ecb-mode
        return Cipher.getInstance("AES");
    }

    Cipher named() throws Exception {
        // ruleid: crypto.java.ecb-mode
        return Cipher.getInstance(MODE);
    }

    Cipher withProvider() throws Exception {
        // ruleid: crypto.java.ecb-mode
        return Cipher.getInstance("aes/ecb/NoPadding", "SunJCE");
    }

    Cipher gcm() throws Exception {
        // ok: crypto.java.ecb-mode
        return Cipher.getInstance("AES/GCM/NoPadding");
    }

    KeyGenerator key() throws Exception {
        // ok: crypto.java.ecb-mode
        return KeyGenerator.getInstance("AES");
    }

    Cipher rsa() throws Exception {
        // ok: crypto.java.ecb-mode
        return Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    }
}
