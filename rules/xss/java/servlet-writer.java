package org.example.clinic.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.owasp.encoder.Encode;

class SearchServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        // ruleid: xss.java.servlet-writer
        response.getWriter().println("<h1>Results for " + request.getParameter("name") + "</h1>");
    }

    void ward(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String ward = request.getParameter("ward");
        PrintWriter out = response.getWriter();
        out.println("<ul>");
        // ruleid: xss.java.servlet-writer
        out.printf("<li>%s</li>", ward);
    }

    void missing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String mrn = request.getParameter("mrn");
        // ruleid: xss.java.servlet-writer
        response.getWriter().write("No patient " + mrn);
    }

    void encoded(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String ward = request.getParameter("ward");
        // ok: xss.java.servlet-writer
        response.getWriter().println("<li>" + Encode.forHtml(ward) + "</li>");
    }

    void check(HttpServletRequest request, HttpServletResponse response, Wards wards) throws IOException {
        String ward = request.getParameter("ward");
        // ok: xss.java.servlet-writer
        response.getWriter().print(Boolean.toString(wards.exists(ward)));
    }

    void number(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // ok: xss.java.servlet-writer
        response.getWriter().println("<p>Page " + Integer.parseInt(request.getParameter("page")) + "</p>");
    }

    void json(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String ward = request.getParameter("ward");
        response.setContentType("application/json");
        // ok: xss.java.servlet-writer
        response.getWriter().write(Json.object("ward", ward));
    }

    void count(HttpServletRequest request, HttpServletResponse response, int beds) throws IOException {
        String ward = request.getParameter("ward");
        // ok: xss.java.servlet-writer
        response.getWriter().println("<p>" + beds + " beds</p>");
    }
}
