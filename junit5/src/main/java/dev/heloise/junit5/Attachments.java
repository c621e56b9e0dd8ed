package dev.heloise.junit5;

import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Puts mails and transcripts into the report of a test: as files where JUnit has them (5.12), else as entries. */
final class Attachments {

    /** {@code ExtensionContext.publishDirectory(String, ThrowingConsumer<Path>)}, which the oldest JUnit has not. */
    private static final Optional<Method> PUBLISH_DIRECTORY = Arrays.stream(ExtensionContext.class.getMethods())
            .filter(method -> method.getName().equals("publishDirectory"))
            .findFirst();

    private static final int MOST_CHARACTERS = 100_000;

    private Attachments() {}

    static void publish(Recorded recording, ExtensionContext context) {
        if (!recording.isEmpty() && !publishFiles(recording, context)) {
            publishEntries(recording, context);
        }
    }

    private static boolean publishFiles(Recorded recording, ExtensionContext context) {
        if (PUBLISH_DIRECTORY.isEmpty()) {
            return false;
        }
        ThrowingConsumer<Path> files = directory -> write(recording, directory);
        try {
            // The port, since a test may have several servers, and JUnit wants each name once.
            PUBLISH_DIRECTORY
                    .get()
                    .invoke(context, "smtp-" + recording.server().server().port(), files);
            return true;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("JUnit's own interface cannot be called", e);
        } catch (InvocationTargetException notPublished) {
            // A launcher without an output directory throws; what there is to show is shown all the same.
            return false;
        }
    }

    private static void write(Recorded recording, Path directory) throws IOException {
        for (SmtpSession session : recording.sessions()) {
            Files.writeString(directory.resolve(fileName(session)), text(session));
        }
        for (ReceivedMail mail : recording.mails()) {
            Files.write(directory.resolve(fileName(mail)), mail.raw());
        }
    }

    private static void publishEntries(Recorded recording, ExtensionContext context) {
        Map<String, String> entries = new LinkedHashMap<>();
        recording.sessions().forEach(session -> entries.put(fileName(session), text(session)));
        recording.mails().forEach(mail -> entries.put(fileName(mail), readable(mail.raw())));
        context.publishReportEntry(entries);
    }

    private static String fileName(SmtpSession session) {
        return "session-" + session.id() + ".txt";
    }

    private static String fileName(ReceivedMail mail) {
        return "mail-" + mail.id() + ".eml";
    }

    private static String text(SmtpSession session) {
        return Recorded.title(session) + "\n" + session.transcript().asText();
    }

    /** A message as far as the XML of a report can hold it: without control characters, and not endless. */
    private static String readable(byte[] raw) {
        String text = decoded(raw).replace("\r\n", "\n").replaceAll("[\\p{Cntrl}\uFFFE\uFFFF&&[^\n\t]]", "?");
        if (text.isBlank()) {
            // JUnit refuses an entry of which there is nothing to see.
            return "(" + raw.length + " octets, none of which can be seen)";
        }
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        // Half a character is none that XML could hold.
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, end) + "\n… (" + raw.length + " octets in all)";
    }

    private static String decoded(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(raw, StandardCharsets.ISO_8859_1);
        }
    }
}
