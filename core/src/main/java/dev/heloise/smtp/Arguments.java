package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.script.Reply;
import java.util.Map;

/**
 * What stands behind the verb of a command, read from left to right. What the grammar forbids and clients send all the
 * same is taken and noted; what cannot be understood is refused.
 */
final class Arguments {

    private final String text;
    private final SessionRecorder session;
    private int position;

    /**
     * @param text a command line without trailing white space
     * @param verb how much of it is the verb
     */
    Arguments(String text, int verb, SessionRecorder session) {
        this.text = text;
        this.position = verb;
        this.session = session;
        skipSpace();
    }

    boolean isEmpty() {
        return position == text.length();
    }

    /** The command takes no arguments. */
    void none() {
        require(isEmpty(), Replies.NO_ARGUMENTS);
    }

    /** Everything that is left, without the space before it. */
    String rest() {
        skipSpace();
        return text.substring(position);
    }

    /** The next word; empty where there is none. */
    String word() {
        int end = text.indexOf(' ', position);
        String word = text.substring(position, end < 0 ? text.length() : end);
        position += word.length();
        return word;
    }

    /** {@code FROM:} or {@code TO:}, in any case. */
    void keyword(String keyword) {
        Reply otherwise = keyword.equals("TO:") ? Replies.RCPT_SYNTAX : Replies.MAIL_SYNTAX;
        int name = keyword.length() - 1;
        require(text.regionMatches(true, position, keyword, 0, name), otherwise);
        position += name;
        int before = passSpaces();
        require(!isEmpty() && text.charAt(position) == ':', otherwise);
        position++;
        int behind = passSpaces();
        if (before + behind > 0) {
            // RFC 5321 §3.3 forbids a space on either side of the colon; clients send one all the same.
            session.find(Findings.spaceAroundColon(keyword));
        }
        require(!isEmpty(), otherwise);
    }

    /** The path of {@code MAIL} or {@code RCPT}. */
    Path path(Reply otherwise) {
        int end = Path.end(text, position);
        String path = text.substring(position, end);
        if (!path.startsWith("<")) {
            session.find(Findings.noBrackets(path));
            path = "<" + path + ">";
        }
        require(Path.isValid(path) && (end == text.length() || text.charAt(end) == ' '), otherwise);
        position = end;
        return Path.of(path);
    }

    /** The parameters behind a path, keywords in capitals (RFC 5321 §4.1.2). */
    Map<String, String> parameters(Verb verb, Client client) {
        if (isEmpty()) {
            return Map.of();
        }
        Parameters parameters = new Parameters(verb, client);
        while (!isEmpty()) {
            skipSpace();
            parameters.add(word());
        }
        return parameters.map();
    }

    private void skipSpace() {
        if (passSpaces() > 1) {
            session.find(Findings.EXTRA_SPACE);
        }
    }

    /** Spaces and no other white space: the grammar has none (RFC 5321 §4.1.1). */
    private int passSpaces() {
        int begin = position;
        while (!isEmpty() && text.charAt(position) == ' ') {
            position++;
        }
        return position - begin;
    }
}
