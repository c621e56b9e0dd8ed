package dev.heloise.mailbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the links of a text. What is no URI is left out. */
final class Links implements HtmlReader.Visitor {

    /** How many links are read, and how many may turn out to be no URIs before no more are. */
    private static final int MAX = 10_000;

    private static final int MAX_UNFIT = 1_000;

    private static final String NEVER_IN_URI = " \"<>\\^`{|}";
    private static final String JOINTS = "/.-_~?&=#+";
    private static final String CLOSING = ".,;:!?'\"*_>)]}»”’";

    private final List<Link> found = new ArrayList<>();
    private int unfit;

    /** The link that is open in HTML, and its text so far. */
    private @Nullable URI target;

    private final StringBuilder visible = new StringBuilder();

    private Links() {}

    /** The links of HTML, in order. */
    static List<Link> inHtml(String html) {
        Links links = new Links();
        HtmlReader.read(html, links);
        links.close("a");
        return List.copyOf(links.found);
    }

    /** The web addresses of plain text, in order. */
    static List<Link> inText(String text) {
        Links links = new Links();
        int scheme = text.indexOf("://");
        while (scheme >= 0) {
            int start = schemeStart(text, scheme);
            int end = addressEnd(text, scheme + 3);
            String address = start < 0 ? "" : text.substring(start, end);
            links.uri(address).ifPresent(target -> links.found.add(new Link(target, address)));
            scheme = text.indexOf("://", Math.max(end, scheme + 3));
        }
        return List.copyOf(links.found);
    }

    @Override
    public void text(String part) {
        if (target != null) {
            visible.append(part);
        }
    }

    @Override
    public void open(String name, Map<String, String> attributes) {
        switch (name) {
            case "a" -> {
                close("a");
                target = target(attributes).orElse(null);
            }
            case "area" ->
                target(attributes).ifPresent(area -> found.add(new Link(area, attributes.getOrDefault("alt", ""))));
            case "img" -> text(attributes.getOrDefault("alt", ""));
            default -> separate(name);
        }
    }

    @Override
    public void close(String name) {
        if (name.equals("a") && target != null) {
            found.add(new Link(target, Link.normalized(visible.toString())));
            target = null;
            visible.setLength(0);
        } else {
            separate(name);
        }
    }

    /** What begins a line or a cell stands apart from what is before it. */
    private void separate(String name) {
        if (!HtmlText.isWithinWords(name)) {
            text(" ");
        }
    }

    /** Browsers take line ends and tabs out of addresses: https://url.spec.whatwg.org/#url-parsing. */
    private Optional<URI> target(Map<String, String> attributes) {
        String href = attributes.getOrDefault("href", "").strip();
        return uri(href.replace("\t", "").replace("\r", "").replace("\n", ""));
    }

    private Optional<URI> uri(String text) {
        if (text.isEmpty() || found.size() >= MAX || unfit >= MAX_UNFIT || !isFitForUri(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException none) {
            // A mail may contain anything; this is no address that a test could open.
            unfit++;
            return Optional.empty();
        }
    }

    /** Finds most of what is no URI without an exception, which is slow: a mail may have a hundred thousand. */
    private static boolean isFitForUri(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            boolean never = octets[i] >= 0 && (octets[i] < ' ' || NEVER_IN_URI.indexOf(octets[i]) >= 0);
            if (never || (octets[i] == '%' && TransferEncoding.hex(octets, i + 1) < 0)) {
                return false;
            }
        }
        return true;
    }

    /** Where {@code http} or {@code https} begins before its colon; negative where another scheme stands there. */
    private static int schemeStart(String text, int colon) {
        for (String scheme : List.of("https", "http")) {
            int start = colon - scheme.length();
            if (start >= 0 && text.regionMatches(true, start, scheme, 0, scheme.length())) {
                char before = start == 0 ? ' ' : text.charAt(start - 1);
                boolean wholeWord = !Character.isLetterOrDigit(before) || CodeText.isIdeographic(before);
                return wholeWord ? start : -1;
            }
        }
        return -1;
    }

    /** Where an address ends: before white space or a quote, and before the punctuation of the sentence around it. */
    private static int addressEnd(String text, int from) {
        int end = from;
        int brackets = 0;
        while (end < text.length() && belongs(text.charAt(end)) && !isNextWord(text, end)) {
            brackets += text.charAt(end) == '(' ? 1 : text.charAt(end) == ')' ? -1 : 0;
            end++;
        }
        while (end > from && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
            boolean closing = text.charAt(end - 1) == ')';
            if (closing && brackets >= 0) {
                // Its own bracket, as in http://en.wikipedia.org/wiki/Helo_(SMTP)
                break;
            }
            brackets += closing ? 1 : 0;
            end--;
        }
        return end;
    }

    private static boolean belongs(char c) {
        return c > ' ' && c != '<' && c != '>' && c != '"' && c != '`' && !Character.isSpaceChar(c) && !isFullWidth(c);
    }

    /** The punctuation of scripts that put no blanks between words. */
    private static boolean isFullWidth(char c) {
        return (c >= '\u3000' && c <= '\u303F' && !CodeText.isIdeographic(c)) || (c >= '\uFF01' && c <= '\uFF65');
    }

    /** Whether such a script goes on after an address; within one its signs follow a joint or one another. */
    private static boolean isNextWord(String text, int i) {
        char before = text.charAt(i - 1);
        return CodeText.isIdeographic(text.charAt(i)) && before < 0x80 && JOINTS.indexOf(before) < 0;
    }
}
