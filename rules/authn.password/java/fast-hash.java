package org.example.clinic.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.security.crypto.password.PasswordEncoder;

class Accounts {
    private final PasswordEncoder encoder;

    byte[] hash(String password) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        // ruleid: authn.password.java.fast-hash
        return digest.digest(password.getBytes(StandardCharsets.UTF_8));
    }

    String hex(Login login) {
        // ruleid: authn.password.java.fast-hash
        return DigestUtils.sha1Hex(login.getPassword());
    }

    byte[] salted(String salt, String pwd) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        // ruleid: authn.password.java.fast-hash
        digest.update((salt + pwd).getBytes(StandardCharsets.UTF_8));
        return digest.digest();
    }

    String slow(String password) {
        // ok: authn.password.java.fast-hash
        return encoder.encode(password);
    }

    byte[] fileChecksum(byte[] report) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        // ok: authn.password.java.fast-hash
        return digest.digest(report);
    }

    String resetToken(String passwordResetToken) {
        // ok: authn.password.java.fast-hash
        return DigestUtils.sha256Hex(passwordResetToken);
    }
}
