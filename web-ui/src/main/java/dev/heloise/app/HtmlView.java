package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heloise.mailbox.Attachment;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail's HTML as the page shows it. The answer's own policy makes it inert, whatever it says: no script runs, nothing
 * is loaded, no form is sent; a link that somebody follows may open a tab. The images that came with the mail are put
 * into the text itself, so that not even they have to be fetched.
 */
final class HtmlView {

    /** No scripts, and an origin of its own (CSP Level 3 §6.3); what a link opens is not in the sandbox. */
    static final String POLICY = "sandbox allow-popups allow-popups-to-escape-sandbox;"
            + " default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:;"
            + " media-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    private static final int MOST_INLINED = 20 << 20;
    private static final Pattern CONTENT_ID = Pattern.compile("(?i)cid:([^\"'\\s)>&]{1,998})");

    /**
     * No policy forbids a browser to look up a name or to open a connection in advance, and a mail may ask for that
     * with {@code <link rel=preconnect>} or {@code <meta http-equiv>}; for a frame Chromium does so before it asks the
     * policy. These elements do nothing else in here, so they become elements that nobody knows.
     */
    private static final Pattern HINTS = Pattern.compile(
            "(?i)<(?=link[\\s/>]|meta[\\s/][^>]{0,500}http-equiv|i?frame[\\s/>]|(?:object|embed)[\\s/>])");

    private static final Pattern TAG = Pattern.compile("<[A-Za-z][^<>]*>");
    private static final Pattern TARGET = Pattern.compile("(?i)(?<=[\\s\"'/])target(?=\\s*=)");

    private HtmlView() {}

    static String of(String html, List<Attachment> attachments) {
        String harmless = HINTS.matcher(html).replaceAll("<inert-");
        return harmless.toLowerCase(Locale.ROOT).contains("cid:") ? withImages(harmless, attachments) : harmless;
    }

    /** The same for a frame, whose place no link may take. */
    static String framed(String html, List<Attachment> attachments) {
        String aimless = TAG.matcher(html)
                .replaceAll(tag ->
                        Matcher.quoteReplacement(TARGET.matcher(tag.group()).replaceAll("data-target")));
        // At the end, for in front of a document type it would change how the mail is laid out.
        return of(aimless, attachments) + "<base target=\"_blank\">";
    }

    private static String withImages(String html, List<Attachment> attachments) {
        Map<String, Attachment> images = new HashMap<>();
        for (Attachment attachment : attachments) {
            if (Contents.isSafeImage(attachment.contentType())) {
                attachment.contentId().ifPresent(id -> images.putIfAbsent(id, attachment));
            }
        }
        StringBuilder view = new StringBuilder(html.length());
        Map<String, String> inlined = new HashMap<>();
        Matcher reference = CONTENT_ID.matcher(html);
        while (reference.find()) {
            String id = decoded(reference.group(1));
            String data = inlined.computeIfAbsent(id, missing -> data(images.get(missing)));
            boolean fits = view.length() + data.length() <= MOST_INLINED;
            reference.appendReplacement(
                    view, Matcher.quoteReplacement(data.isEmpty() || !fits ? reference.group() : data));
        }
        return reference.appendTail(view).toString();
    }

    private static String data(@Nullable Attachment image) {
        return image == null
                ? ""
                : "data:" + image.contentType() + ";base64,"
                        + Base64.getEncoder().encodeToString(image.bytes());
    }

    private static String decoded(String id) {
        try {
            // RFC 2392 §2: an id is written as in a URL; a plus sign stands for itself.
            return URLDecoder.decode(id.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return id;
        }
    }
}
