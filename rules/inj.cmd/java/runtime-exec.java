package org.example.clinic.imaging;

import java.io.IOException;
import java.util.List;

class Converter {
    private static final String TOOL = "/opt/dcm/bin/dcm2pdf";

    void convert(String file) throws IOException {
        // ruleid: inj.cmd.java.runtime-exec
        Runtime.getRuntime().exec("/opt/dcm/bin/dcm2pdf " + file);
    }

    void archive(String folder) throws IOException {
        // ruleid: inj.cmd.java.runtime-exec
        new ProcessBuilder("/bin/sh", "-c", "tar czf /backup/studies.tgz " + folder).start();
    }

    void print(String queue, String report) throws IOException {
        String command = String.format("lpr -P %s %s", queue, report);
        // ruleid: inj.cmd.java.runtime-exec
        Runtime.getRuntime().exec(command);
    }

    void windows(String share) throws IOException {
        // ruleid: inj.cmd.java.runtime-exec
        Runtime.getRuntime().exec(new String[] {"cmd.exe", "/c", share});
    }

    void list(String share) throws IOException {
        // ruleid: inj.cmd.java.runtime-exec
        new ProcessBuilder(List.of("bash", "-c", share)).start();
    }

    void convertSafely(String file) throws IOException {
        // ok: inj.cmd.java.runtime-exec
        new ProcessBuilder(TOOL, "--", file).start();
    }

    void rotate() throws IOException {
        // ok: inj.cmd.java.runtime-exec
        Runtime.getRuntime().exec("/usr/sbin/logrotate " + "/etc/logrotate.d/clinic");
    }

    void cleanUp() throws IOException {
        // ok: inj.cmd.java.runtime-exec
        new ProcessBuilder("sh", "-c", "rm -f /var/spool/clinic/*.tmp").start();
    }

    void job(JobQueue queue, String study) {
        // ok: inj.cmd.java.runtime-exec
        queue.exec("convert " + study);
    }
}
