package dev.heloise.script;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an {@link Answer} from its text. */
final class AnswerText {

    /** What is neither a reply nor a single word; nine digits are more than anybody waits for. */
    private static final Pattern WORDS = Pattern.compile(
            "(?:greylist for|limit to (?<mails>[0-9]{1,9}) in) (?<time>[0-9]{1,9}) (?<unit>ms|s|min|h)");

    private AnswerText() {}

    static Answer read(String text) {
        if (text.equals("accept")) {
            return new Answer.Granted();
        }
        Matcher words = WORDS.matcher(text);
        if (!words.matches()) {
            return new Answer.Said(Reply.of(text));
        }
        Duration time = Duration.of(Long.parseLong(words.group("time")), unit(words.group("unit")));
        String mails = words.group("mails");
        return mails == null ? new Answer.Greylisted(time) : new Answer.Limited(Integer.parseInt(mails), time);
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "min" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }
}
