package org.example.clinic.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseCookie;

class SignInCookies {
    void explicit(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("auth-token", token);
        // ruleid: session.java.cookie-no-httponly
        cookie.setHttpOnly(false);
        response.addCookie(cookie);
    }

    void forgotten(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("clinic-session", token);
        cookie.setSecure(true);
        // ruleid: session.java.cookie-no-httponly
        response.addCookie(cookie);
    }

    void container(ServletContext context) {
        // ruleid: session.java.cookie-no-httponly
        context.getSessionCookieConfig().setHttpOnly(false);
    }

    ResponseCookie spring(String token) {
        // ruleid: session.java.cookie-no-httponly
        return ResponseCookie.from("remember-me", token).secure(true).httpOnly(false).build();
    }

    void complete(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("clinic-session", token);
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        // ok: session.java.cookie-no-httponly
        response.addCookie(cookie);
    }

    void csrf(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("XSRF-TOKEN", token);
        // ok: session.java.cookie-no-httponly
        cookie.setHttpOnly(false);
        // ok: session.java.cookie-no-httponly
        response.addCookie(cookie);
    }

    void language(HttpServletResponse response, String language) {
        Cookie cookie = new Cookie("ui-language", language);
        cookie.setSecure(true);
        // ok: session.java.cookie-no-httponly
        response.addCookie(cookie);
    }
}
