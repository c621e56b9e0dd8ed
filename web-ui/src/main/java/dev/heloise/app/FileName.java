package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A name that a browser may save a file under, made from one that came in a mail. */
record FileName(String text) {

    private static final int MOST = 150;
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

    /** What files of a type are usually called, for those to which the sender gave no name. */
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("message/rfc822", ".eml"),
            Map.entry("message/global", ".eml"),
            Map.entry("text/calendar", ".ics"),
            Map.entry("text/vcard", ".vcf"),
            Map.entry("text/csv", ".csv"),
            Map.entry("text/plain", ".txt"),
            Map.entry("text/html", ".html"),
            Map.entry("text/xml", ".xml"),
            Map.entry("application/xml", ".xml"),
            Map.entry("application/json", ".json"),
            Map.entry("application/pdf", ".pdf"),
            Map.entry("application/zip", ".zip"),
            Map.entry("application/pkcs7-signature", ".p7s"),
            Map.entry("application/pgp-signature", ".asc"),
            Map.entry("image/png", ".png"),
            Map.entry("image/jpeg", ".jpg"),
            Map.entry("image/gif", ".gif"),
            Map.entry("image/webp", ".webp"),
            Map.entry("image/svg+xml", ".svg"));

    static FileName of(String given) {
        StringBuilder safe = new StringBuilder();
        ends(given).codePoints().forEach(point -> safe.appendCodePoint(isSafe(point) ? point : '_'));
        String trimmed = safe.toString().replaceAll("\\.{2,}", "_").replaceAll("^[. ]+|[. ]+$", "");
        String named = shortened(trimmed);
        String stem = named.replaceAll("\\..*$", "").toLowerCase(Locale.ROOT);
        boolean device = DEVICES.contains(stem) || stem.matches("(?:com|lpt)[0-9]");
        return new FileName(named.isEmpty() || device ? "_" + named : named);
    }

    /** For what has no name of its own. */
    static FileName of(String stem, String contentType) {
        return of(stem + EXTENSIONS.getOrDefault(contentType, ""));
    }

    /** The beginning and the end, which is all that can matter of what may be as long as a header. */
    private static String ends(String given) {
        int half = 2 * MOST;
        return given.length() <= 2 * half ? given : given.substring(0, half) + given.substring(given.length() - half);
    }

    private static boolean isSafe(int point) {
        return switch (Character.getType(point)) {
            // Format characters turn the reading direction, so that "gpj.exe" reads as a picture.
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE -> false;
            default -> "/\\:*?\"<>|%;'`$&".indexOf(point) < 0;
        };
    }

    /** Keeps the beginning, and the extension, which says how the file will be opened. */
    private static String shortened(String name) {
        if (name.length() <= MOST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
        int end = MOST - extension.length();
        int whole = Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end;
        return name.substring(0, whole) + extension;
    }

    /** For {@code Content-Disposition}: to be saved, not shown (RFC 6266). */
    String attached() {
        return "attachment; " + parameters();
    }

    /** For {@code Content-Disposition}: to be shown, and saved under this name. */
    String inline() {
        return "inline; " + parameters();
    }

    private String parameters() {
        String ascii = text.replaceAll("[^ -~]", "_");
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            boolean plain = (octet >= '0' && octet <= '9')
                    || (octet >= 'a' && octet <= 'z')
                    || (octet >= 'A' && octet <= 'Z')
                    || "-._~".indexOf(octet) >= 0;
            // RFC 8187 §3.2
            encoded.append(plain ? String.valueOf((char) octet) : "%%%02X".formatted(octet));
        }
        return "filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
