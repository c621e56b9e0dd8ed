package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds what a real receiver would dislike about the content of a mail. It reads everything there is, so it is run when
 * somebody asks, never while a mail is received. What it looks for is the table {@link MailRule}.
 */
final class MailLint {

    private static final Pattern WINDOWS_NAME =
            Pattern.compile("(CON|PRN|AUX|NUL|COM\\d|LPT\\d)(\\..*)?", Pattern.DOTALL);

    private MailLint() {}

    /**
     * Judges a mail.
     *
     * @param mime its reading, which already knows what is wrong with its structure
     */
    static List<Finding> findings(Envelope envelope, Content content, Mime mime) {
        FaultList faults = new FaultList();
        byte[] sent = content.sharedSent();
        int size = content.sentSize();
        WireLint.judge(content.sharedWire(), content.wireEnd(), content.isStuffed(), faults);
        OctetLint.judge(sent, size, content.sentIndex(mime.bodyStart()), envelope, faults);
        envelope(envelope, sent, size, faults);
        faults.addAll(mime.faults());
        HeaderLint.judge(mime.header(), faults);
        mime.parts().forEach(part -> part(part, faults));
        return faults.findings();
    }

    private static void envelope(Envelope envelope, byte[] sent, int size, Faults faults) {
        String declared = envelope.parameters().getOrDefault("SIZE", "");
        if (declared.matches("\\d{1,18}")) {
            long octets = Long.parseLong(declared);
            // RFC 1870 §6: it may be an estimate, and then rather too large than too small.
            if (octets < size || octets > 2L * size + 1024) {
                faults.add(
                        MailRule.SIZE_MISMATCH,
                        () -> "MAIL said SIZE=" + octets + ", and the mail has " + size + " octets");
            }
        }
        if (envelope.parameters().containsKey("SMTPUTF8") && isAscii(sent, size) && isAscii(envelope)) {
            faults.add(MailRule.NEEDLESS_SMTPUTF8, () -> "MAIL said SMTPUTF8, and all of the mail is ASCII");
        }
        if (HeaderLint.isLocalhost(envelope.sender())) {
            faults.add(
                    MailRule.ENVELOPE_DEFAULT,
                    () -> "the sender <" + Clip.of(envelope.sender()) + "> is what libraries make up when none is set");
        }
    }

    private static boolean isAscii(Envelope envelope) {
        // All that it has is in there: sender, parameters and recipients with theirs.
        byte[] all = envelope.toString().getBytes(UTF_8);
        return isAscii(all, all.length);
    }

    private static boolean isAscii(byte[] octets, int size) {
        for (int i = 0; i < size; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static void part(Part part, Faults faults) {
        if (part.mediaType().equals("text/plain") || part.mediaType().equals("text/html")) {
            part.characters(faults);
        } else {
            part.octets(faults);
        }
        for (HeaderField field : part.header().all("Content-Disposition")) {
            ParameterField.read(field.text(), faults);
        }
        String name = part.name();
        if (isUnsafe(name)) {
            faults.add(
                    MailRule.UNSAFE_FILE_NAME,
                    () -> "a program might save the attachment \"" + Clip.of(name) + "\" where it should not");
        }
    }

    private static boolean isUnsafe(String name) {
        return name.indexOf('/') >= 0
                || name.indexOf('\\') >= 0
                || name.equals("..")
                || (name.endsWith(".") && !name.isEmpty())
                || HeaderLint.hasControls(name)
                || WINDOWS_NAME.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }
}
