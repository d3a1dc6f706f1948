package org.example.clinic.crypto;

import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKeyFactory;

class Ciphers {
    private static final String ALGORITHM = "DESede/CBC/PKCS5Padding";

    Cipher old() throws Exception {
        // ruleid: crypto.java.weak-cipher
        return Cipher.getInstance("DES/ECB/PKCS5Padding");
    }

    Cipher byConstant() throws Exception {
        // ruleid: crypto.java.weak-cipher
        return Cipher.getInstance(ALGORITHM);
    }

    KeyGenerator stream() throws Exception {
        // ruleid: crypto.java.weak-cipher
        return KeyGenerator.getInstance("rc4");
    }

    Cipher current() throws Exception {
        // ok: crypto.java.weak-cipher
        return Cipher.getInstance("AES/GCM/NoPadding");
    }

    KeyGenerator currentKey() throws Exception {
        // ok: crypto.java.weak-cipher
        return KeyGenerator.getInstance("AES");
    }

    SecretKeyFactory derivation() throws Exception {
        // ok: crypto.java.weak-cipher
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
    }

    DesignPart part() {
        // ok: crypto.java.weak-cipher
        return DesignPart.getInstance("DES");
    }
}
