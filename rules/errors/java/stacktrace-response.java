package org.example.clinic.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.springframework.http.ResponseEntity;

class ExportController {
    private Logger log;

    void servlet(HttpServletResponse response) throws IOException {
        try {
            export();
        } catch (Exception e) {
            // ruleid: errors.java.stacktrace-response
            e.printStackTrace(response.getWriter());
        }
    }

    ResponseEntity<String> spring() {
        try {
            return ResponseEntity.ok(export());
        } catch (Exception e) {
            // ruleid: errors.java.stacktrace-response
            return ResponseEntity.status(500).body("Export failed: " + e.getMessage());
        }
    }

    void page(HttpServletResponse response) throws IOException {
        PrintWriter out = response.getWriter();
        try {
            export();
        } catch (RuntimeException e) {
            // ruleid: errors.java.stacktrace-response
            e.printStackTrace(out);
        }
    }

    ResponseEntity<String> withId(String id) {
        try {
            return ResponseEntity.ok(export());
        } catch (Exception e) {
            // ok: errors.java.stacktrace-response
            log.error("export failed, id={}", id, e);
            // ok: errors.java.stacktrace-response
            return ResponseEntity.status(500).body("Export failed, reference " + id);
        }
    }

    ResponseEntity<String> domain(String ward) {
        try {
            return ResponseEntity.ok(export());
        } catch (WardClosedException e) {
            // ok: errors.java.stacktrace-response
            return ResponseEntity.badRequest().body(e.getMessage());
        }
    }

    void console() {
        try {
            export();
        } catch (Exception e) {
            // ok: errors.java.stacktrace-response
            e.printStackTrace(System.err);
        }
    }
}
