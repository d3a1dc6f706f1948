package org.example.clinic.security;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.MessageDigestPasswordEncoder;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class Encoders {
    PasswordEncoder none() {
        // ruleid: authn.password.java.spring-noop-encoder
        return NoOpPasswordEncoder.getInstance();
    }

    PasswordEncoder fast() {
        // ruleid: authn.password.java.spring-noop-encoder
        return new MessageDigestPasswordEncoder("SHA-256");
    }

    UserDetails triage() {
        // ruleid: authn.password.java.spring-noop-encoder
        return User.withUsername("triage").password("{noop}EXAMPLE").roles("NURSE").build();
    }

    PasswordEncoder bcrypt() {
        // ok: authn.password.java.spring-noop-encoder
        return new BCryptPasswordEncoder(12);
    }

    PasswordEncoder delegating() {
        // ok: authn.password.java.spring-noop-encoder
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    UserDetails stored(String hash) {
        // ok: authn.password.java.spring-noop-encoder
        return User.withUsername("triage").password(hash).roles("NURSE").build();
    }
}
