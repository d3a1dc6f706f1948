package org.example.clinic.listener;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;

/** Encrypts specimen labels and checks the password of the administration page. */
public final class LabelCipher {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A label for analysers that know one cipher only. */
    public byte[] sealForAnalyser(SecretKey key, byte[] label) throws GeneralSecurityException {
        // planted: weak-cipher
        Cipher cipher = Cipher.getInstance("DESede/ECB/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(label);
    }

    /** A label for all others: nonce first, then the sealed text. */
    public byte[] seal(SecretKey key, byte[] label) throws GeneralSecurityException {
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        // near-miss: weak-cipher
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        byte[] sealed = cipher.doFinal(label);
        byte[] result = new byte[nonce.length + sealed.length];
        System.arraycopy(nonce, 0, result, 0, nonce.length);
        System.arraycopy(sealed, 0, result, nonce.length, sealed.length);
        return result;
    }

    /** Digest of the administrator's password. */
    public String passwordDigest(String password) throws GeneralSecurityException {
        // planted: weak-hash
        byte[] digest = MessageDigest.getInstance("MD5").digest(password.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    /** Digest of the administrator's password, since version 0.3. */
    public byte[] passwordDigestV2(char[] password, byte[] salt) throws GeneralSecurityException {
        // near-miss: weak-hash
        SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512");
        return factory.generateSecret(new PBEKeySpec(password, salt, 210_000, 256)).getEncoded();
    }
}
