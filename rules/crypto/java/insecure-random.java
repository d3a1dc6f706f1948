package org.example.clinic.portal;

import java.security.SecureRandom;
import java.util.Random;
import org.apache.commons.lang3.RandomStringUtils;

class Tokens {
    private static final Random SHARED = new Random();
    private final SecureRandom secure = new SecureRandom();

    String newSessionId() {
        // ruleid: crypto.java.insecure-random
        return Long.toHexString(SHARED.nextLong());
    }

    void invite(Mailer mailer) {
        // ruleid: crypto.java.insecure-random
        String resetCode = RandomStringUtils.randomAlphanumeric(12);
        mailer.send(resetCode);
    }

    int oneTimeCode() {
        // ruleid: crypto.java.insecure-random
        return (int) (Math.random() * 1000000);
    }

    String portalToken() {
        byte[] bytes = new byte[32];
        // ok: crypto.java.insecure-random
        secure.nextBytes(bytes);
        return Hex.of(bytes);
    }

    long retryDelay(int attempt) {
        // ok: crypto.java.insecure-random
        return (1L << attempt) * 100 + SHARED.nextInt(50);
    }

    String accessToken() {
        Random random = new SecureRandom();
        // ok: crypto.java.insecure-random
        return Long.toHexString(random.nextLong());
    }

    int sampleBed(int beds) {
        // ok: crypto.java.insecure-random
        int bed = new Random().nextInt(beds);
        return bed;
    }
}
