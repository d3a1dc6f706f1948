package org.example.clinic.security;

import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

class WebSecurity {
    @Bean
    SecurityFilterChain portal(HttpSecurity http) throws Exception {
        // ruleid: val.java.csrf-disabled
        http.csrf(csrf -> csrf.disable());
        return http.build();
    }

    @Bean
    SecurityFilterChain reference(HttpSecurity http) throws Exception {
        // ruleid: val.java.csrf-disabled
        http.csrf(AbstractHttpConfigurer::disable);
        return http.build();
    }

    @Bean
    SecurityFilterChain legacy(HttpSecurity http) throws Exception {
        // ruleid: val.java.csrf-disabled
        http.csrf().disable();
        return http.build();
    }

    @Bean
    SecurityFilterChain api(HttpSecurity http) throws Exception {
        // ok: val.java.csrf-disabled
        http.csrf(csrf -> csrf.disable());
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        return http.build();
    }

    @Bean
    SecurityFilterChain singlePage(HttpSecurity http) throws Exception {
        // ok: val.java.csrf-disabled
        http.csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse()));
        return http.build();
    }

    @Bean
    SecurityFilterChain frames(HttpSecurity http) throws Exception {
        // ok: val.java.csrf-disabled
        http.httpBasic(AbstractHttpConfigurer::disable);
        return http.build();
    }
}
