package dev.heloise.survival;

import dev.heloise.FakeSmtpServer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail client as an application uses it. */
interface Mailer {

    Pattern REPLY_CODE = Pattern.compile("(?<![0-9.:])([45])[0-5][0-9](?![0-9])");

    /** How one attempt went, as the application sees it. */
    enum Outcome {
        SENT,
        /** 4yz: to be tried again. */
        DEFERRED,
        /** 5yz: to be given up. */
        REFUSED,
        /** No reply: nobody knows, so to be tried again. */
        LOST
    }

    Outcome send(FakeSmtpServer server, Settings settings, String from, List<String> to);

    /**
     * What an application can choose.
     *
     * @param timeout how long to wait for the server
     * @param partial whether to go on when some of the recipients are refused
     * @param tls whether to insist on STARTTLS
     */
    record Settings(Duration timeout, boolean partial, boolean tls) {

        static final Settings USUAL = new Settings(Duration.ofSeconds(10), false, false);

        Settings timeout(Duration time) {
            return new Settings(time, partial, tls);
        }

        Settings withPartial() {
            return new Settings(timeout, true, tls);
        }

        Settings withTls() {
            return new Settings(timeout, partial, true);
        }
    }

    /** By the reply that the client quotes; clients have no common way to tell it. */
    static Outcome outcome(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher code = REPLY_CODE.matcher(String.valueOf(cause.getMessage()));
            if (code.find()) {
                return code.group(1).equals("5") ? Outcome.REFUSED : Outcome.DEFERRED;
            }
        }
        return Outcome.LOST;
    }
}
