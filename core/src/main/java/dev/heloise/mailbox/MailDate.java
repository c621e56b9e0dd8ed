package dev.heloise.mailbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The date and time of a message (RFC 5322 §3.3), with the obsolete years and zones of §4.3. */
final class MailDate {

    private static final Pattern COMMENT = Pattern.compile("\\([^()]*+\\)");
    private static final Pattern FORM =
            Pattern.compile("(?:(?<weekday>[A-Za-z]{3}) ?, ?)?(?<day>\\d{1,2}) (?<month>[A-Za-z]{3})"
                    + " (?<year>\\d{2,4}) (?<hour>\\d\\d):(?<minute>\\d\\d)(?::(?<second>\\d\\d))?"
                    + " (?:[+-]\\d\\d(?<zone>\\d\\d)|[A-Za-z]{1,5})");

    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private MailDate() {}

    /** As it is written, in UTC. */
    static String text(Instant time) {
        // Made when it is asked for: it takes long, and to judge a date it is not needed.
        return DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    /** Whether it has the form, and there is such a day and such a time; comments do not count. */
    static boolean isOne(String text) {
        String date =
                COMMENT.matcher(text).replaceAll(" ").replaceAll("\\s+", " ").strip();
        Matcher form = FORM.matcher(date);
        return form.matches() && isDay(form) && isTime(form);
    }

    private static boolean isDay(Matcher form) {
        int month = MONTHS.indexOf(form.group("month").toLowerCase(Locale.ROOT)) + 1;
        try {
            LocalDate day = LocalDate.of(year(form.group("year")), month, number(form, "day"));
            String weekday = form.group("weekday");
            return weekday == null
                    || WEEKDAYS.indexOf(weekday.toLowerCase(Locale.ROOT)) + 1
                            == day.getDayOfWeek().getValue();
        } catch (DateTimeException none) {
            return false;
        }
    }

    /** RFC 5322 §4.3: of two digits those below 50 are of this century, and three count from 1900. */
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return digits.length() == 4 ? year : digits.length() == 2 && year < 50 ? year + 2000 : year + 1900;
    }

    private static boolean isTime(Matcher form) {
        // A leap second is the sixtieth.
        return number(form, "hour") < 24
                && number(form, "minute") < 60
                && number(form, "second") <= 60
                && number(form, "zone") < 60;
    }

    private static int number(Matcher form, String name) {
        String digits = form.group(name);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
