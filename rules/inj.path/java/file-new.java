package org.example.clinic.documents;

import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.apache.commons.io.FilenameUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

class DocumentController {
    private static final String STORE = "/srv/clinic/documents/";
    private final Path base = Paths.get("/srv/clinic/documents");

    File letter(HttpServletRequest request) {
        // ruleid: inj.path.java.file-new
        return new File(STORE + request.getParameter("name"));
    }

    byte[] report(HttpServletRequest request) throws IOException {
        String name = request.getParameter("report");
        // ruleid: inj.path.java.file-new
        try (FileInputStream in = new FileInputStream(STORE + name)) {
            return in.readAllBytes();
        }
    }

    @GetMapping("/scan")
    byte[] scan(@RequestParam("file") String file) throws IOException {
        // ruleid: inj.path.java.file-new
        return Files.readAllBytes(base.resolve(file));
    }

    @GetMapping("/image/{name}")
    byte[] image(@PathVariable String name) throws IOException {
        // ruleid: inj.path.java.file-new
        return Files.readAllBytes(Paths.get("/srv/clinic/images", name));
    }

    @GetMapping("/guarded")
    byte[] guarded(@RequestParam String name) throws IOException {
        // ok: inj.path.java.file-new
        Path file = base.resolve(name).normalize();
        if (!file.startsWith(base)) {
            throw new IOException("outside the document store");
        }
        return Files.readAllBytes(file);
    }

    File lastPart(HttpServletRequest request) {
        // ok: inj.path.java.file-new
        return new File(STORE, FilenameUtils.getName(request.getParameter("name")));
    }

    File lookedUp(HttpServletRequest request, Index index) {
        String key = request.getParameter("key");
        // ok: inj.path.java.file-new
        return new File(STORE + index.fileOf(key));
    }

    File fixed(HttpServletRequest request) {
        String name = request.getParameter("name");
        // ok: inj.path.java.file-new
        File consent = new File(STORE + "consent.pdf");
        return name == null ? null : consent;
    }

    @GetMapping("/other")
    Document other(@RequestParam String name) {
        // ok: inj.path.java.file-new
        return new Document(name);
    }
}
