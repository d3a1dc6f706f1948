package org.example.clinic.listener;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Splits an HL7 v2 message into segments and fields; knows PID and PV1 only. */
public final class MessageParser {

    private static final char SEGMENT_END = '\r';
    private static final int MAX_SEGMENTS = 1000;

    /** A message that breaks the rules of HL7 v2; its text names the rule, never the content. */
    public static final class MalformedMessage extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedMessage(String rule) {
            super(rule);
        }
    }

    /** Read the patient of an admission message. */
    public PatientRecord parse(String message) throws MalformedMessage {
        Map<String, String[]> segments = split(message);
        String[] pid = segments.get("PID");
        if (pid == null || pid.length < 8) {
            throw new MalformedMessage("an admission needs a PID segment with field 7");
        }
        String[] name = pid[5].split("\\^", -1);
        String[] visit = segments.getOrDefault("PV1", new String[4]);
        String ward = visit.length > 3 && visit[3] != null ? visit[3] : "";
        return new PatientRecord(
                pid[3].split("\\^", -1)[0],
                name[0],
                name.length > 1 ? name[1] : "",
                LocalDate.parse(pid[7].substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE),
                ward.split("\\^", -1)[0]);
    }

    /** The type of the message, for example ADT^A01. */
    public String type(String message) throws MalformedMessage {
        String[] header = split(message).get("MSH");
        if (header == null || header.length < 9) {
            throw new MalformedMessage("a message begins with an MSH segment");
        }
        return header[8];
    }

    private Map<String, String[]> split(String message) throws MalformedMessage {
        String[] lines = message.split(String.valueOf(SEGMENT_END));
        if (lines.length > MAX_SEGMENTS) {
            throw new MalformedMessage("a message has at most " + MAX_SEGMENTS + " segments");
        }
        Map<String, String[]> segments = new HashMap<>();
        for (String line : lines) {
            String[] fields = line.split("\\|", -1);
            segments.putIfAbsent(fields[0], fields);
        }
        return segments;
    }
}
