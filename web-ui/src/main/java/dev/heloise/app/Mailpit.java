package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heloise.mailbox.HeaderField;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * {@code /api/v1} and {@code /view}: the API of Mailpit, version 1, as far as it is about mails that were received, so
 * that its clients work unchanged. Whoever starts anew takes {@code /api/mails}.
 */
final class Mailpit {

    private static final String ONE = "/api/v1/message/{id}";
    private static final String ALL = "/api/v1/messages";
    private static final String SEARCH = "/api/v1/search";
    private static final Pattern WORD = Pattern.compile("(?<=^|-)[a-z]");
    private static final int USUAL = 50;
    private static final int MOST = 10_000;

    private final MemoryMailbox mailbox;
    private final ReadMarks marks;
    private final Query query;

    Mailpit(MemoryMailbox mailbox, ReadMarks marks) {
        this.mailbox = mailbox;
        this.marks = marks;
        this.query = new Query(marks);
    }

    void routes(RoutesConfig routes, Contents contents) {
        routes.get("/api/v1/info", context -> context.json(info()));
        routes.get("/api/v1/webui", context -> context.json(new Configuration()));
        routes.get("/api/v1/tags", context -> context.json(List.of()));
        routes.get(ALL, context -> list(context, ""));
        routes.put(ALL, this::mark);
        routes.delete(ALL, this::delete);
        routes.get(SEARCH, context -> list(context, searched(context)));
        routes.delete(SEARCH, this::deleteSearched);
        routes.get(ONE, this::one);
        routes.get(ONE + "/headers", this::headers);
        routes.get(ONE + "/raw", contents::raw);
        routes.get(ONE + "/part/{n}", contents::attachment);
        routes.get("/view/latest", this::toLatest);
        routes.get("/view/{id}.html", contents::html);
        routes.get("/view/{id}.txt", contents::text);
        routes.get("/view/{id}", context -> toPage(context, context.pathParam("id")));
    }

    private Info info() {
        List<ReceivedMail> mails = mailbox.mails();
        return new Info(
                Version.current(),
                Version.current(),
                "",
                mailbox.info().bytes(),
                mails.size(),
                mails.stream().filter(marks::isUnread).count(),
                Map.of(),
                new RuntimeStats(ManagementFactory.getRuntimeMXBean().getUptime() / 1000));
    }

    private void list(Context context, String search) {
        Arguments arguments = new Arguments(context);
        long start = arguments.number("start", 0, Long.MAX_VALUE, 0);
        long limit = arguments.number("limit", 0, MOST, USUAL);
        List<ReceivedMail> matching = new ArrayList<>(mailbox.mails(query.filter(search)));
        Collections.reverse(matching);
        context.json(MailpitList.of(mailbox.mails(), matching, start, limit, marks));
    }

    private static String searched(Context context) {
        String search = new Arguments(context).text("query", "");
        if (search.isBlank()) {
            throw Problem.badRequest("query is missing");
        }
        return search;
    }

    /** In Mailpit, who looks at a mail has read it. */
    private void one(Context context) {
        ReceivedMail mail = Mails.find(mailbox, context);
        marks.mark(mail, false);
        context.json(MailpitMessage.of(mail));
    }

    private void headers(Context context) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (HeaderField field : Mails.find(mailbox, context).headers()) {
            fields.computeIfAbsent(canonical(field.name()), name -> new ArrayList<>())
                    .add(unfolded(field));
        }
        context.json(fields);
    }

    /** As Go writes names, so that a client finds {@code Message-Id} however the sender wrote it. */
    private static String canonical(String name) {
        return WORD.matcher(name.toLowerCase(Locale.ROOT))
                .replaceAll(word -> word.group().toUpperCase(Locale.ROOT));
    }

    /** On one line, and otherwise as it was sent: encoded words stay encoded. */
    private static String unfolded(HeaderField field) {
        String written = new String(field.raw(), UTF_8);
        return written.substring(written.indexOf(':') + 1)
                .replaceAll("\\r?\\n[ \\t]*", " ")
                .strip();
    }

    /** Where Mailpit's own page shows a mail, this one's does. */
    private static void toPage(Context context, String id) {
        context.redirect("../#/mails/" + URLEncoder.encode(id, UTF_8));
    }

    private void toLatest(Context context) {
        String search = new Arguments(context).text("query", "");
        List<ReceivedMail> matching = mailbox.mails(query.filter(search));
        toPage(
                context,
                matching.isEmpty() ? "" : matching.get(matching.size() - 1).id());
    }

    private void mark(Context context) {
        Selection selection = selection(context);
        String search = selection.search() == null ? "" : selection.search();
        mailbox.mails(selected(selection).and(query.filter(search)))
                .forEach(mail -> marks.mark(mail, !Boolean.TRUE.equals(selection.read())));
        context.result("ok");
    }

    private void delete(Context context) {
        Selection selection = selection(context);
        if (selection.ids() == null || selection.ids().isEmpty()) {
            mailbox.clear();
        } else {
            mailbox.drain(selected(selection));
        }
        context.result("ok");
    }

    private void deleteSearched(Context context) {
        mailbox.drain(query.filter(searched(context)));
        context.result("ok");
    }

    private static Selection selection(Context context) {
        byte[] body = context.bodyAsBytes();
        return body.length == 0 ? new Selection(null, null, null) : Json.read(body, Selection.class);
    }

    private static MailFilter selected(Selection selection) {
        if (selection.ids() == null || selection.ids().isEmpty()) {
            return MailFilter.any();
        }
        Set<String> ids = new HashSet<>(selection.ids());
        return MailFilter.matching("of these ids", mail -> ids.contains(mail.id()));
    }

    /** Which mails are meant: these, or those that are found, or all. */
    record Selection(
            @JsonProperty("IDs") @Nullable List<String> ids,
            @JsonProperty("Read") @Nullable Boolean read,
            @JsonProperty("Search") @Nullable String search) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Info(
            String version,
            String latestVersion,
            String database,
            long databaseSize,
            int messages,
            long unread,
            Map<String, Integer> tags,
            RuntimeStats runtimeStats) {}

    /** @param uptime in seconds */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record RuntimeStats(long uptime) {}

    /** What of Mailpit's page there is to set up: nothing is relayed, and no mail is taken for spam. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Configuration(
            String label, boolean chaosEnabled, boolean duplicatesIgnored, boolean spamAssassin, Relay messageRelay) {

        Configuration() {
            this("Heloise", true, false, false, new Relay(false));
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Relay(boolean enabled) {}
}
