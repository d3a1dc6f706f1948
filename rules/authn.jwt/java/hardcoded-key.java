package org.example.clinic.security;

import com.auth0.jwt.algorithms.Algorithm;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.SignatureAlgorithm;
import io.jsonwebtoken.security.Keys;
import java.security.Key;

class TokenKeys {
    private static final String SECRET = "EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-";

    Algorithm literal() {
        // ruleid: authn.jwt.java.hardcoded-key
        return Algorithm.HMAC256("EXAMPLE");
    }

    Key constant() {
        // ruleid: authn.jwt.java.hardcoded-key
        return Keys.hmacShaKeyFor(SECRET.getBytes());
    }

    String old(String user) {
        // ruleid: authn.jwt.java.hardcoded-key
        return Jwts.builder().setSubject(user).signWith(SignatureAlgorithm.HS256, "EXAMPLE").compact();
    }

    Algorithm environment() {
        // ok: authn.jwt.java.hardcoded-key
        return Algorithm.HMAC256(System.getenv("TOKEN_KEY"));
    }

    Key parameter(byte[] key) {
        // ok: authn.jwt.java.hardcoded-key
        return Keys.hmacShaKeyFor(key);
    }

    String asymmetric(String user, Key privateKey) {
        // ok: authn.jwt.java.hardcoded-key
        return Jwts.builder().setSubject(user).signWith(SignatureAlgorithm.RS256, privateKey).compact();
    }
}
