package dev.heloise.deliverability;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out how a body differs from the one that was signed. Only its hash is known, so each of the usual accidents is
 * undone in turn, and where the hash then fits, that was it.
 */
final class BodyDiagnosis {

    /** Half of the octets of two hashes are the same by chance less often than once in 10²⁹ times. */
    private static final int SAME_OCTETS = 16;

    private final Message message;
    private final byte[] body;
    private final Canonicalization canonicalization;
    private final OptionalLong length;
    private final byte[] hash;
    private final SearchBudget budget;

    BodyDiagnosis(Message message, DkimSignature signature, SearchBudget budget) throws DkimError {
        this.message = message;
        this.body = message.body();
        this.canonicalization = signature.bodyCanonicalization();
        this.length = signature.length();
        this.hash = signature.bodyHash();
        this.budget = budget;
    }

    Diagnosis diagnose() {
        return alteredHash()
                .or(this::bareLineEnds)
                .or(this::blanks)
                .or(this::addedLines)
                .or(this::transferEncoding)
                .or(this::dots)
                .or(this::alteredOctet)
                .orElseGet(
                        () -> new Diagnosis(
                                "DKIM_BODY_CHANGED",
                                "the body is not the one that was signed",
                                "look for whatever changes bodies between the signer and here, such as a footer or a re-encoding"));
    }

    /** Two hashes have next to nothing in common; this one is the body's own, but for what was done to its text. */
    private Optional<Diagnosis> alteredHash() {
        if (!budget.spend(body.length)) {
            return Optional.empty();
        }
        byte[] actual = digestOf(limited(canonicalization.body(body)));
        int same = 0;
        for (int i = 0; i < Math.min(actual.length, hash.length); i++) {
            same += actual[i] == hash[i] ? 1 : 0;
        }
        return same < SAME_OCTETS
                ? Optional.empty()
                : Optional.of(new Diagnosis(
                        "DKIM_HEADER_CHANGED",
                        "the body is the one that was signed, and bh= is not",
                        "look for whatever changes header fields between the signer and here"));
    }

    private Optional<Diagnosis> bareLineEnds() {
        String advice = "end every line in CRLF before signing, since servers on the way do so after it";
        if (fits(Message.normalized(body))) {
            return Optional.of(new Diagnosis(
                    "DKIM_BARE_LF",
                    "line " + firstBareLine()
                            + " of the body ends in a bare LF or CR, and was signed as if it were CRLF",
                    advice));
        }
        // ISO 8859-1 keeps every octet what it is.
        byte[] unix = text(body).replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
        if (fits(unix)) {
            return Optional.of(new Diagnosis(
                    "DKIM_BARE_LF",
                    "line 1 of the body ends in CRLF, and was signed with a bare LF that a server made CRLF",
                    advice));
        }
        return Optional.empty();
    }

    private int firstBareLine() {
        int line = 1;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n' && i > 0 && body[i - 1] == '\r') {
                line++;
            } else if (body[i] == '\n' || (body[i] == '\r' && (i + 1 == body.length || body[i + 1] != '\n'))) {
                return line;
            }
        }
        return line;
    }

    private Optional<Diagnosis> blanks() {
        byte[] stripped = withoutBlanksAtLineEnds();
        if (fits(stripped)) {
            return Optional.of(new Diagnosis(
                    "DKIM_WHITESPACE",
                    "line " + firstDifference(stripped) + " of the body ends in blanks that were not signed",
                    "sign with c=relaxed/relaxed, which does not mind them"));
        }
        byte[] relaxed = Canonicalization.RELAXED.body(body);
        if (fits(relaxed)) {
            return Optional.of(new Diagnosis(
                    "DKIM_WHITESPACE",
                    "line " + firstDifference(relaxed) + " of the body has blanks that were not signed",
                    "sign with c=relaxed/relaxed, which does not mind them"));
        }
        return Optional.empty();
    }

    private byte[] withoutBlanksAtLineEnds() {
        byte[] stripped = new byte[body.length];
        int length = 0;
        int inked = 0;
        for (int i = 0; i < body.length; i++) {
            byte octet = body[i];
            if (octet == '\r' && i + 1 < body.length && body[i + 1] == '\n') {
                length = inked;
            }
            stripped[length++] = octet;
            inked = octet == ' ' || octet == '\t' ? inked : length;
        }
        return Arrays.copyOf(stripped, length);
    }

    private int firstDifference(byte[] other) {
        byte[] canonical = Canonicalization.SIMPLE.body(body);
        int at = Arrays.mismatch(canonical, Canonicalization.SIMPLE.body(other));
        return lineOf(canonical, at < 0 ? canonical.length : at);
    }

    private static int lineOf(byte[] text, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (text[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    /** A list's footer, a disclaimer: the signed body is the first lines of this one. */
    private Optional<Diagnosis> addedLines() {
        byte[] canonical = canonicalization.body(body);
        if (length.isPresent() || !budget.spend(canonical.length)) {
            return Optional.empty();
        }
        MessageDigest digest = Sha256.begin();
        int line = 1;
        int start = 0;
        if (Arrays.equals(hash, digestOf(canonicalization.body(new byte[0])))) {
            return Optional.of(added(1));
        }
        for (int i = 1; i < canonical.length; i++) {
            if (canonical[i] == '\n' && canonical[i - 1] == '\r') {
                boolean empty = i - start == 1;
                digest.update(canonical, start, i + 1 - start);
                start = i + 1;
                line++;
                // The hash of a body that ends in an empty line is that of the body without it.
                if (!empty
                        && budget.spend(0)
                        && Arrays.equals(hash, Sha256.copy(digest).digest())) {
                    return Optional.of(added(line));
                }
            }
        }
        return Optional.empty();
    }

    private static Diagnosis added(int line) {
        return new Diagnosis(
                "DKIM_ADDED_LINES",
                "line " + line + " of the body and what follows it were added after signing",
                "add footers and disclaimers before signing");
    }

    /** A server that cannot send 8-bit text encodes it anew, and what was signed is the plain text. */
    private Optional<Diagnosis> transferEncoding() {
        String encoding = message.fields("Content-Transfer-Encoding").stream()
                .findFirst()
                .map(field -> field.unfolded().toLowerCase(Locale.ROOT))
                .orElse("");
        Optional<byte[]> decoded = switch (encoding) {
            case "quoted-printable" -> Optional.of(QuotedPrintable.decode(body));
            case "base64" -> base64();
            default -> Optional.empty();
        };
        return decoded.filter(plain -> fits(plain) || fits(Message.normalized(plain)))
                .map(plain -> new Diagnosis(
                        "DKIM_REENCODED",
                        "line " + firstDifference(plain) + " of the body is " + encoding
                                + ", and was signed before that encoding",
                        "encode the text for 7-bit transport (RFC 6376 §5.3) before signing"));
    }

    private Optional<byte[]> base64() {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            // Not what the field says; then that was not the accident either.
            return Optional.empty();
        }
    }

    private Optional<Diagnosis> dots() {
        String text = "\r\n" + text(body);
        String stuffed = text.replace("\r\n.", "\r\n..").substring(2);
        String unstuffed = text.replace("\r\n..", "\r\n.").substring(2);
        String advice = "sign the message as it is, and let only the SMTP client double the dots (RFC 5321 §4.5.2)";
        if (fits(stuffed.getBytes(StandardCharsets.ISO_8859_1))) {
            return Optional.of(
                    new Diagnosis("DKIM_DOTS", dotted(stuffed, "was signed with its first dot doubled"), advice));
        }
        if (fits(unstuffed.getBytes(StandardCharsets.ISO_8859_1))) {
            return Optional.of(new Diagnosis(
                    "DKIM_DOTS", dotted(unstuffed, "has its first dot doubled, and was signed without"), advice));
        }
        return Optional.empty();
    }

    private String dotted(String signed, String what) {
        return "line " + firstDifference(signed.getBytes(StandardCharsets.ISO_8859_1)) + " of the body " + what;
    }

    private Optional<Diagnosis> alteredOctet() {
        byte[] canonical = limited(canonicalization.body(body));
        return AlteredOctet.find(canonical, hash, budget).map(octet -> {
            int line = lineOf(canonical, octet.position());
            int lineStart = octet.position();
            while (lineStart > 0 && canonical[lineStart - 1] != '\n') {
                lineStart--;
            }
            String place = "octet " + (octet.position() - lineStart + 1) + " of line " + line + " of the body ";
            boolean blank = canonicalization == Canonicalization.SIMPLE
                    && octet.isMissingBlank()
                    && Character.isWhitespace(canonical[octet.position()]);
            return new Diagnosis(
                    blank ? "DKIM_WHITESPACE" : "DKIM_BODY_CHANGED",
                    place + octet.described(),
                    blank
                            ? "sign with c=relaxed/relaxed, which does not mind that"
                            : "look for whatever changes bodies between the signer and here");
        });
    }

    private boolean fits(byte[] candidate) {
        return budget.spend(candidate.length)
                && Arrays.equals(hash, digestOf(limited(canonicalization.body(candidate))));
    }

    private byte[] limited(byte[] canonical) {
        return length.isPresent() && length.getAsLong() < canonical.length
                ? Arrays.copyOf(canonical, (int) length.getAsLong())
                : canonical;
    }

    private static byte[] digestOf(byte[] octets) {
        return Sha256.of(octets);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** The transfer encoding of RFC 2045 §6.7, read without complaint. */
    private static final class QuotedPrintable {

        static byte[] decode(byte[] encoded) {
            ByteArrayOutputStream plain = new ByteArrayOutputStream(encoded.length);
            for (int i = 0; i < encoded.length; i++) {
                if (encoded[i] != '=' || i + 2 >= encoded.length) {
                    plain.write(encoded[i]);
                    continue;
                }
                int high = Character.digit(encoded[i + 1], 16);
                int low = Character.digit(encoded[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    plain.write(high << 4 | low);
                } else if (encoded[i + 1] != '\r') {
                    plain.write(encoded, i, 3);
                }
                i += 2;
            }
            return plain.toByteArray();
        }
    }
}
