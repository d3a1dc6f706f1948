package org.example.clinic.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseCookie;

class PortalCookies {
    void explicit(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("portal-session", token);
        // ruleid: session.java.cookie-no-secure
        cookie.setSecure(false);
        response.addCookie(cookie);
    }

    void forgotten(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("portal-session", token);
        cookie.setHttpOnly(true);
        // ruleid: session.java.cookie-no-secure
        response.addCookie(cookie);
    }

    ResponseCookie spring(String token) {
        // ruleid: session.java.cookie-no-secure
        return ResponseCookie.from("portal-session", token).httpOnly(true).secure(false).build();
    }

    void complete(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("portal-session", token);
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        // ok: session.java.cookie-no-secure
        response.addCookie(cookie);
    }

    void byRequest(HttpServletRequest request, HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("portal-session", token);
        cookie.setSecure(request.isSecure());
        // ok: session.java.cookie-no-secure
        response.addCookie(cookie);
    }

    void delete(HttpServletResponse response) {
        Cookie cookie = new Cookie("portal-session", "");
        cookie.setMaxAge(0);
        // ok: session.java.cookie-no-secure
        response.addCookie(cookie);
    }

    void session(ServletContext context) {
        // ok: session.java.cookie-no-secure
        context.getSessionCookieConfig().setSecure(true);
    }
}
