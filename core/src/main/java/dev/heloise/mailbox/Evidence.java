package dev.heloise.mailbox;

import java.util.Comparator;
import java.util.List;

/**
 * What the errors of this library show of a mailbox: its mails, one line each, and what was said in its sessions. For
 * those who write assertions of their own.
 */
public final class Evidence {

    static final int MOST_MAILS = 10;
    private static final String NOT = "not ";

    private Evidence() {}

    /** What a filter wants, to be read after "a mail"; a lambda is only said to be one. */
    public static String wanted(MailFilter filter) {
        return NamedFilter.name(filter);
    }

    /** A text of a mail on one line: what cannot be seen as an escape, and of a long one the first 1,000 characters. */
    public static String line(String text) {
        return Clip.alone(text);
    }

    /** A text of a mail with its line ends: what cannot be seen as an escape, and no more than 10,000 characters. */
    public static String text(String text) {
        return Clip.lines(text);
    }

    /** The first mails in the given order, at most ten, each on an indented line of its own. */
    public static String mails(List<ReceivedMail> mails) {
        StringBuilder text = new StringBuilder();
        mails.stream().limit(MOST_MAILS).forEach(mail -> line(text, mail));
        return end(text, mails);
    }

    /** The nearest to what was wanted first, at most ten, each with the parts of the filter that it failed. */
    public static String mails(List<ReceivedMail> mails, MailFilter wanted) {
        StringBuilder text = new StringBuilder();
        mails.stream()
                .map(mail -> new NearMiss(mail, wanted.mismatches(mail)))
                .sorted(Comparator.comparingInt(miss -> miss.mismatches.size()))
                .limit(MOST_MAILS)
                .forEach(miss -> {
                    line(text, miss.mail);
                    text.append(miss.mismatches.isEmpty() ? "    matches\n" : "");
                    miss.mismatches.forEach(part -> text.append("    ")
                            .append(Printable.escaped(negated(part)))
                            .append('\n'));
                });
        return end(text, mails);
    }

    private record NearMiss(ReceivedMail mail, List<String> mismatches) {}

    private static String negated(String part) {
        return part.startsWith(NOT) ? part.substring(NOT.length()) : NOT + part;
    }

    /** The last five sessions of a mailbox, each as its dialogue with its findings; or that there was none. */
    public static String sessions(Mailbox mailbox) {
        List<SmtpSession> sessions = mailbox.sessions();
        return sessions.isEmpty() && mailbox instanceof Inbox inbox ? absence(inbox) : sessions(sessions);
    }

    /** Others may well have connected, so an inbox speaks for its recipient alone. */
    private static String absence(Inbox inbox) {
        List<String> named = inbox.othersNamed();
        String names = String.join(", ", named.subList(0, Math.min(named.size(), MOST_MAILS)));
        return "No client has named " + inbox.recipient() + " as a recipient."
                + (named.isEmpty() ? "" : "\nThese were named: " + Printable.escaped(names))
                + (named.size() > MOST_MAILS ? ", …" : "");
    }

    /** The last five of these sessions, each as its dialogue with its findings; or that there was none. */
    public static String sessions(List<SmtpSession> sessions) {
        StringBuilder text = new StringBuilder();
        Dialogues.append(text, sessions);
        return text.toString().strip();
    }

    private static void line(StringBuilder text, ReceivedMail mail) {
        text.append("  ").append(mail).append('\n');
    }

    private static String end(StringBuilder text, List<ReceivedMail> mails) {
        if (mails.size() > MOST_MAILS) {
            text.append("  … and ").append(mails.size() - MOST_MAILS).append(" more");
        }
        return text.toString().stripTrailing();
    }
}
