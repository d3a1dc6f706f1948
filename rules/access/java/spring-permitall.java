package org.example.clinic.security;

import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.web.SecurityFilterChain;

class Access {
    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        // ruleid: access.java.spring-permitall
        http.authorizeHttpRequests(auth -> auth.anyRequest().permitAll());
        return http.build();
    }

    @Bean
    SecurityFilterChain openApi(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(auth -> {
            // ruleid: access.java.spring-permitall
            auth.requestMatchers("/fhir/**").permitAll();
            auth.anyRequest().authenticated();
        });
        return http.build();
    }

    @Bean
    WebSecurityCustomizer ignoreApi() {
        // ruleid: access.java.spring-permitall
        return web -> web.ignoring().requestMatchers("/static/**", "/api/**");
    }

    @Bean
    SecurityFilterChain closed(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(auth -> {
            // ok: access.java.spring-permitall
            auth.requestMatchers("/login", "/actuator/health").permitAll();
            // ok: access.java.spring-permitall
            auth.anyRequest().authenticated();
        });
        return http.build();
    }

    @Bean
    WebSecurityCustomizer ignoreStatic() {
        // ok: access.java.spring-permitall
        return web -> web.ignoring().requestMatchers("/static/**");
    }

    @Bean
    SecurityFilterChain signIn(HttpSecurity http) throws Exception {
        // ok: access.java.spring-permitall
        http.formLogin(form -> form.loginPage("/login").permitAll());
        return http.build();
    }
}
