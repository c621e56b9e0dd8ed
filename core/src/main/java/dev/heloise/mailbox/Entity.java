package dev.heloise.mailbox;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The head of a message or of one of its parts: what is known of it before its body is looked at (RFC 2045 §2.4).
 *
 * @param header its fields
 * @param contentType its {@code Content-Type} with parameters
 * @param mediaType the media type in lower case; the default where none or nonsense is given (RFC 2045 §5.2)
 * @param first whether it is the first part of its multipart, or the whole message
 * @param related whether it is a part of a {@code multipart/related}
 */
record Entity(Header header, ParameterField contentType, String mediaType, boolean first, boolean related) {

    static final String PLAIN_TEXT = "text/plain";

    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]++";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN);

    /** A whole message. */
    static Entity root(Header header, Faults faults) {
        return of(header, PLAIN_TEXT, true, false, faults);
    }

    /** A part of a multipart, which says what parts are that do not say it themselves (RFC 2046 §5.1.5). */
    static Entity within(Entity multipart, boolean first, Header header, Faults faults) {
        String byDefault = multipart.mediaType.equals("multipart/digest") ? "message/rfc822" : PLAIN_TEXT;
        return of(header, byDefault, first, multipart.mediaType.equals("multipart/related"), faults);
    }

    private static Entity of(Header header, String byDefault, boolean first, boolean related, Faults faults) {
        Optional<HeaderField> field = header.first("Content-Type");
        if (field.isEmpty()) {
            return new Entity(header, ParameterField.NONE, byDefault, first, related);
        }
        ParameterField contentType = ParameterField.read(field.get().text(), faults);
        String mediaType = withoutBlanks(contentType.value().toLowerCase(Locale.ROOT));
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            faults.add(
                    MailRule.BAD_CONTENT_TYPE,
                    () -> "\"" + Clip.of(contentType.value()) + "\" is no media type, so the part is taken for text");
            mediaType = PLAIN_TEXT;
        }
        return new Entity(header, contentType, mediaType, first, related);
    }

    /** Without the blanks around the slash, which some put there. */
    private static String withoutBlanks(String type) {
        int slash = type.indexOf('/');
        return slash < 0
                ? type
                : type.substring(0, slash).strip() + "/"
                        + type.substring(slash + 1).strip();
    }

    boolean isMultipart() {
        return mediaType.startsWith("multipart/");
    }

    /** The same, to be shown as it stands. */
    Entity asText() {
        return new Entity(header, contentType, PLAIN_TEXT, first, related);
    }
}
