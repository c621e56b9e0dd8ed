package dev.heloise.testcontainers;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.grack.nanojson.JsonObject;
import dev.heloise.mailbox.Content;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.MailNotReceivedError;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MailboxInfo;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.testcontainers.SessionReader.ToldMail;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mailbox of a server elsewhere, or what one recipient sees of it. It holds nothing but octets that it has read
 * before: mails and sessions are rebuilt with each call, and filters are judged here.
 */
final class RemoteMailbox implements Mailbox {

    private static final Duration LONGEST_POLL = Duration.ofSeconds(60);
    private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(5);
    private static final int PAGE = 1_000;

    private final Api api;
    private final String scope;

    /** By the ids of mails, which are not given twice. */
    private final Map<String, SoftReference<Content>> contents;

    RemoteMailbox(Api api) {
        this(api, "", new ConcurrentHashMap<>());
    }

    private RemoteMailbox(Api api, String scope, Map<String, SoftReference<Content>> contents) {
        this.api = api;
        this.scope = scope;
        this.contents = contents;
    }

    @Override
    public List<ReceivedMail> mails() {
        return after("0");
    }

    /** The mails with greater ids; one that goes while it is being read is left out. */
    private List<ReceivedMail> after(String id) {
        List<JsonObject> told = summaries(id);
        Map<String, ReceivedMail> rebuilt = new HashMap<>();
        told.stream()
                .map(mail -> mail.getString("session"))
                .distinct()
                .forEach(session -> session(session, told)
                        .ifPresent(copy -> copy.mails().forEach(mail -> rebuilt.put(mail.id(), mail))));
        return told.stream()
                .map(mail -> mail.getString("id"))
                .filter(rebuilt::containsKey)
                .map(rebuilt::get)
                .toList();
    }

    private List<JsonObject> summaries(String after) {
        List<JsonObject> all = new ArrayList<>();
        String next = after;
        while (next != null) {
            JsonObject page = api.get("api/mails?limit=" + PAGE + "&after=" + next + scope);
            all.addAll(Api.objects(page, "mails"));
            next = page.getString("next");
        }
        return all;
    }

    @Override
    public List<SmtpSession> sessions() {
        List<JsonObject> told = Api.objects(api.get("api/sessions?limit=10000" + scope), "sessions");
        return sessions(told);
    }

    private List<SmtpSession> sessions(List<JsonObject> told) {
        return told.stream()
                .flatMap(session -> session(session.getString("id"), List.of()).stream())
                .toList();
    }

    /** @param known summaries of mails, which may be those of this session */
    private Optional<SmtpSession> session(String id, List<JsonObject> known) {
        return api.find("api/sessions/" + id, Duration.ZERO).found().map(detail -> {
            Map<String, ToldMail> mails = new HashMap<>();
            for (Object mail : detail.getArray("mails")) {
                mail(mail.toString(), known).ifPresent(told -> mails.put(told.id(), told));
            }
            return SessionReader.read(detail, mails);
        });
    }

    private Optional<ToldMail> mail(String id, List<JsonObject> known) {
        return known.stream()
                .filter(mail -> mail.getString("id").equals(id))
                .findFirst()
                .or(() -> api.find("api/mails/" + id, Duration.ZERO).found())
                .flatMap(mail -> content(id, mail.getInt("size"))
                        .map(content -> new ToldMail(id, Instant.parse(mail.getString("receivedAt")), content)));
    }

    private Optional<Content> content(String id, int size) {
        SoftReference<Content> read = contents.get(id);
        Content kept = read == null ? null : read.get();
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<Content> fetched = api.octets("api/mails/" + id + "/wire").map(wire -> Content.ofWire(wire, size));
        fetched.ifPresent(content -> contents.put(id, new SoftReference<>(content)));
        return fetched;
    }

    @Override
    public ReceivedMail await(MailFilter filter) {
        return await(filter, AWAIT_TIMEOUT);
    }

    @Override
    public List<ReceivedMail> await(int count, MailFilter filter, Duration timeout) {
        require(count);
        long deadline = System.nanoTime() + NANOSECONDS.convert(timeout);
        List<ReceivedMail> found = new ArrayList<>();
        String seen = "0";
        while (true) {
            for (ReceivedMail mail : after(seen)) {
                seen = mail.id();
                if (filter.test(mail)) {
                    found.add(mail);
                }
                if (found.size() == count) {
                    return List.copyOf(found);
                }
            }
            if (!arrives(seen, deadline)) {
                throw MailNotReceivedError.of(count, filter, timeout, this);
            }
        }
    }

    /** Waits on the server for a mail with a greater id; whether one came before the deadline. */
    private boolean arrives(String seen, long deadline) {
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Duration poll = left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL;
            // Rounded up, so that a wait that is nearly over is not one after another of no time at all.
            long millis = poll.plusNanos(999_999).toMillis();
            String path = "api/mails/await?after=" + seen + "&timeout=" + millis + scope;
            if (api.find(path, poll).found().isPresent()) {
                return true;
            }
            if (left.equals(poll)) {
                return false;
            }
        }
    }

    @Override
    public List<SmtpSession> awaitSessions(int count, Duration timeout) {
        require(count);
        String path = "api/sessions/await?count=" + count + "&timeout=" + timeout.toMillis() + scope;
        Api.Found ended = api.find(path, timeout);
        return sessions(Api.objects(ended.found().orElseThrow(() -> new AssertionError(ended.reason())), "sessions"));
    }

    private static void require(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be 1 or more, but is " + count);
        }
    }

    @Override
    public void awaitQuiet(Duration quietPeriod) {
        if (!scope.isEmpty()) {
            awaitQuietInbox(quietPeriod);
            return;
        }
        long millis = quietPeriod.plusNanos(999_999).toMillis();
        Api.Found quiet = api.find("api/mails/quiet?period=" + millis, quietPeriod.plus(AWAIT_TIMEOUT));
        if (quiet.found().isEmpty()) {
            throw new AssertionError(quiet.reason());
        }
    }

    /** What the server calls quiet is about the mails of all. */
    private void awaitQuietInbox(Duration quietPeriod) {
        long quiet = NANOSECONDS.convert(quietPeriod);
        long deadline = System.nanoTime() + quiet + NANOSECONDS.convert(AWAIT_TIMEOUT);
        String seen = last("0");
        while (arrives(seen, System.nanoTime() + quiet)) {
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError("mail kept arriving: there was no pause of " + quietPeriod.toMillis()
                        + " ms; the last that came is mail " + last(seen));
            }
            seen = last(seen);
        }
    }

    /** The id of the last mail with a greater one, or else the same. */
    private String last(String id) {
        List<JsonObject> later = summaries(id);
        return later.isEmpty() ? id : later.get(later.size() - 1).getString("id");
    }

    @Override
    public Mailbox inbox(String recipient) {
        return new RemoteMailbox(api, Api.argument("inbox", recipient), contents);
    }

    @Override
    public void clear() {
        api.change("DELETE", "api/mails?" + scope, "");
        if (scope.isEmpty()) {
            contents.clear();
        }
    }

    @Override
    public MailboxInfo info() {
        JsonObject told = api.get("api/info?" + scope).getObject("mailbox");
        return new MailboxInfo(
                told.getInt("mails"),
                told.getLong("bytes"),
                told.getLong("droppedMails"),
                told.getLong("droppedBytes"));
    }
}
