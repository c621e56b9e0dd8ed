package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heloise.mailbox.Attachment;
import dev.heloise.mailbox.HeaderField;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Set;

/** {@code /api/mails/{id}/…}: what a mail consists of. Whatever it says it is, a browser gets it as dead matter. */
final class Contents {

    private static final String ONE = "/api/mails/{id}";
    private static final String SANDBOX = "sandbox; default-src 'none'";

    /** What a browser shows as an image and as nothing else. SVG is not among them: it may hold scripts. */
    private static final Set<String> SAFE_IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private final MemoryMailbox mailbox;

    Contents(MemoryMailbox mailbox) {
        this.mailbox = mailbox;
    }

    void routes(RoutesConfig routes) {
        routes.get(ONE + "/raw", this::raw);
        routes.get(ONE + "/wire", this::wire);
        routes.get(ONE + "/html", this::html);
        routes.get(ONE + "/text", this::text);
        routes.get(ONE + "/headers", this::headers);
        routes.get(ONE + "/attachments/{n}", this::attachment);
    }

    void raw(Context context) {
        ReceivedMail mail = Mails.find(mailbox, context);
        context.header("Content-Security-Policy", SANDBOX);
        if (context.queryParam("download") != null) {
            String name = mail.subject().isEmpty() ? "mail-" + mail.id() : mail.subject();
            context.header(
                    Header.CONTENT_DISPOSITION, FileName.of(name + ".eml").attached());
            context.contentType("message/rfc822");
        } else {
            context.contentType("text/plain; charset=" + (mail.as(Contents::isUtf8) ? "utf-8" : "iso-8859-1"));
        }
        // Not a copy, which many slow readers would have many of.
        InputStream kept = mail.as(octets -> octets);
        context.result(kept);
    }

    private void wire(Context context) {
        ReceivedMail mail = Mails.find(mailbox, context);
        context.header("Content-Security-Policy", SANDBOX);
        context.contentType("application/octet-stream").result(mail.wire());
    }

    private static boolean isUtf8(InputStream octets) throws IOException {
        try (Reader characters = new InputStreamReader(octets, UTF_8.newDecoder())) {
            characters.transferTo(Writer.nullWriter());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    void html(Context context) {
        ReceivedMail mail = Mails.find(mailbox, context);
        String html = mail.html().orElseThrow(() -> Problem.notFound("mail " + mail.id() + " has no HTML"));
        context.header("Content-Security-Policy", HtmlView.POLICY);
        // The policy does not reach what a browser looks up or connects to in advance.
        context.header("X-DNS-Prefetch-Control", "off");
        // Mailpit's name for it.
        boolean framed = "1".equals(context.queryParam("embed"));
        String view = framed ? HtmlView.framed(html, mail.attachments()) : HtmlView.of(html, mail.attachments());
        context.result(view.getBytes(UTF_8)).contentType("text/html; charset=utf-8");
    }

    void text(Context context) {
        ReceivedMail mail = Mails.find(mailbox, context);
        String text = mail.text().orElseThrow(() -> Problem.notFound("mail " + mail.id() + " has no plain text"));
        context.header("Content-Security-Policy", SANDBOX);
        context.result(text.getBytes(UTF_8)).contentType("text/plain; charset=utf-8");
    }

    private void headers(Context context) {
        List<Field> fields =
                Mails.find(mailbox, context).headers().stream().map(Field::of).toList();
        context.json(new FieldList(fields));
    }

    void attachment(Context context) {
        ReceivedMail mail = Mails.find(mailbox, context);
        List<Attachment> attachments = mail.attachments();
        int index = index(context.pathParam("n"));
        if (index < 0 || index >= attachments.size()) {
            throw Problem.notFound("mail " + mail.id() + " has no attachment " + context.pathParam("n"));
        }
        Attachment attachment = attachments.get(index);
        boolean shown = SAFE_IMAGES.contains(attachment.contentType()) && context.queryParam("download") == null;
        FileName name = attachment.name().isEmpty()
                ? FileName.of("attachment-" + index, attachment.contentType())
                : FileName.of(attachment.name());
        context.header("Content-Security-Policy", SANDBOX);
        context.header(Header.CONTENT_DISPOSITION, shown ? name.inline() : name.attached());
        context.result(attachment.bytes()).contentType(shown ? attachment.contentType() : "application/octet-stream");
    }

    private static int index(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    }

    static boolean isSafeImage(String contentType) {
        return SAFE_IMAGES.contains(contentType);
    }

    /** A header field as it reads, and as it was written. */
    record Field(String name, String value, String raw) {

        static Field of(HeaderField field) {
            return new Field(field.name(), field.value(), new String(field.raw(), UTF_8));
        }
    }

    record FieldList(List<Field> headers) {}
}
