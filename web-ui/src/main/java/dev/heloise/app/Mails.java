package dev.heloise.app;

import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.MailNotReceivedError;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/mails}: the mails, to be listed, waited for, marked as read, and deleted. */
final class Mails {

    private static final String ALL = "/api/mails";
    private static final String ONE = "/api/mails/{id}";
    private static final int MOST = 10_000;
    private static final int USUAL = 100;
    private static final int MOST_AWAITED = 10_000;
    private static final long AWAIT_MILLIS = 5_000;

    private final MemoryMailbox mailbox;
    private final ReadMarks marks;
    private final Query query;
    private final Waiting waiting;

    Mails(MemoryMailbox mailbox, ReadMarks marks, Waiting waiting) {
        this.mailbox = mailbox;
        this.marks = marks;
        this.query = new Query(marks);
        this.waiting = waiting;
    }

    void routes(RoutesConfig routes) {
        routes.get(ALL, this::list);
        routes.get(ALL + "/await", this::await);
        routes.get(ALL + "/quiet", this::quiet);
        routes.get(ONE, this::one);
        routes.patch(ONE, this::mark);
        routes.patch(ALL, this::markAll);
        routes.delete(ALL, this::clear);
        routes.delete(ONE, this::delete);
        routes.post(ALL + "/drain", this::drain);
    }

    private void list(Context context) {
        Arguments arguments = new Arguments(context, "q", "inbox", "order", "after", "limit", "through");
        boolean newestFirst = newestFirst(arguments.text("order", "oldest"));
        long after = arguments.number("after", 0, Long.MAX_VALUE, newestFirst ? Long.MAX_VALUE : 0);
        long limit = arguments.number("limit", 1, MOST, USUAL);

        List<ReceivedMail> matching = new ArrayList<>(meant(arguments));
        if (newestFirst) {
            Collections.reverse(matching);
        }
        List<ReceivedMail> rest = matching.stream()
                .dropWhile(mail -> newestFirst ? number(mail) >= after : number(mail) <= after)
                .limit(limit + 1)
                .toList();
        List<ReceivedMail> page = rest.subList(0, (int) Math.min(limit, rest.size()));
        Optional<String> next =
                rest.size() > limit ? Optional.of(page.get(page.size() - 1).id()) : Optional.empty();
        context.json(new MailPage(summaries(page), matching.size(), next));
    }

    private static boolean newestFirst(String order) {
        return switch (order) {
            case "oldest" -> false;
            case "newest" -> true;
            default -> throw Problem.badRequest("order must be oldest or newest, but is \"" + order + "\"");
        };
    }

    private static long number(ReceivedMail mail) {
        return Long.parseLong(mail.id());
    }

    private void await(Context context) {
        Arguments arguments = new Arguments(context, "q", "inbox", "after", "count", "timeout", "through");
        int count = (int) arguments.number("count", 1, MOST_AWAITED, 1);
        long millis = arguments.number("timeout", 0, Waiting.LONGEST.toMillis(), AWAIT_MILLIS);
        long after = arguments.number("after", 0, Long.MAX_VALUE, 0);
        MailFilter asked = filter(arguments);
        MailFilter filter =
                after == 0 ? asked : asked.and(MailFilter.matching("after " + after, mail -> number(mail) > after));
        Mailbox view = view(arguments);
        try {
            List<ReceivedMail> mails = waiting.in(context, () -> view.await(count, filter, Duration.ofMillis(millis)));
            context.json(new MailList(summaries(mails)));
        } catch (MailNotReceivedError none) {
            throw Problem.notFound(String.valueOf(none.getMessage()));
        }
    }

    private void quiet(Context context) {
        Arguments arguments = new Arguments(context, "period", "inbox");
        long millis = arguments.number("period", 0, Waiting.LONGEST.toMillis(), 0);
        if (!arguments.text("inbox", "").isEmpty()) {
            throw Problem.badRequest("quiet has no inbox: it waits until no mail arrives any more, whoever it is for");
        }
        try {
            waiting.in(context, () -> {
                mailbox.awaitQuiet(Duration.ofMillis(millis));
                return millis;
            });
            context.status(HttpStatus.NO_CONTENT);
        } catch (AssertionError never) {
            throw Problem.notFound(String.valueOf(never.getMessage()));
        }
    }

    private void one(Context context) {
        context.json(MailDetail.of(find(mailbox, context), marks));
    }

    private void mark(Context context) {
        ReceivedMail mail = find(mailbox, context);
        marks.mark(mail, unread(context));
        context.json(MailSummary.of(mail, marks));
    }

    private void markAll(Context context) {
        boolean unread = unread(context);
        meant(new Arguments(context, "q", "inbox", "through")).forEach(mail -> marks.mark(mail, unread));
        context.status(HttpStatus.NO_CONTENT);
    }

    private static boolean unread(Context context) {
        Boolean unread = Json.read(context.bodyAsBytes(), Mark.class).unread();
        if (unread == null) {
            throw Problem.badRequest("\"unread\" is missing: true or false");
        }
        return unread;
    }

    /** Without a query this is a fresh start, for all or for one recipient: mails and the sessions that have ended. */
    private void clear(Context context) {
        Arguments arguments = new Arguments(context, "q", "inbox", "through");
        if (!arguments.has("q") && !arguments.has("through")) {
            view(arguments).clear();
        } else {
            take(arguments);
        }
        context.status(HttpStatus.NO_CONTENT);
    }

    private void delete(Context context) {
        ReceivedMail mail = find(mailbox, context);
        mailbox.drain(MailFilter.matching("of this id", other -> other == mail));
        context.status(HttpStatus.NO_CONTENT);
    }

    private void drain(Context context) {
        context.json(new MailList(summaries(take(new Arguments(context, "q", "inbox", "through")))));
    }

    /** Deletes what is meant, whoever else it was sent to. */
    private List<ReceivedMail> take(Arguments arguments) {
        Set<ReceivedMail> meant = Set.copyOf(meant(arguments));
        return mailbox.drain(MailFilter.matching("of those that are meant", meant::contains));
    }

    private List<ReceivedMail> meant(Arguments arguments) {
        return view(arguments).mails(filter(arguments));
    }

    private Mailbox view(Arguments arguments) {
        return view(mailbox, arguments);
    }

    /** The whole mailbox, or what the recipient sees of it who is named. */
    static Mailbox view(MemoryMailbox mailbox, Arguments arguments) {
        Optional<String> recipient = arguments.word("inbox");
        return recipient.isEmpty() ? mailbox : mailbox.inbox(recipient.get());
    }

    private MailFilter filter(Arguments arguments) {
        MailFilter asked = query.filter(arguments.text("q", ""));
        long through = arguments.number("through", 0, Long.MAX_VALUE, Long.MAX_VALUE);
        return through == Long.MAX_VALUE
                ? asked
                : asked.and(MailFilter.matching("up to " + through, mail -> number(mail) <= through));
    }

    private List<MailSummary> summaries(List<ReceivedMail> mails) {
        return mails.stream().map(mail -> MailSummary.of(mail, marks)).toList();
    }

    /** The mail that the path names. */
    static ReceivedMail find(MemoryMailbox mailbox, Context context) {
        String id = context.pathParam("id");
        Optional<ReceivedMail> mail = id.equals("latest") ? mailbox.latest() : mailbox.find(id);
        return mail.orElseThrow(() -> Problem.notFound("there is no mail " + id));
    }

    /** A part of the list: how many there are in all, and after which the next part begins, if there is one. */
    record MailPage(List<MailSummary> mails, int total, Optional<String> next) {}

    record MailList(List<MailSummary> mails) {}

    record Mark(@Nullable Boolean unread) {}
}
