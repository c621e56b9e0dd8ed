package dev.heloise.mailbox;

import dev.heloise.mailbox.Transcript.Line;
import dev.heloise.mailbox.Transcript.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The growing notes of a session, packed: a kept connection may say a million lines, and each must cost little more
 * than its octets. {@link Transcript} is what readers get. Guarded by the session's lock.
 */
final class TranscriptLog {

    private static final byte CONTENT = '.';
    private static final int NANOS = 1_000_000_000;
    /** What an entry takes beside its octets. */
    private static final int ENTRY = Byte.BYTES + Integer.BYTES + Long.BYTES;

    private final int maxBytes;
    private final List<NotedContent> contents = new ArrayList<>(1);
    private final List<NotedFinding> findings = new ArrayList<>(0);
    private byte[] bytes = new byte[512];
    private int used;
    private byte[] kinds = new byte[20];
    private int[] ends = new int[20];
    private long[] instants = new long[20];
    /** By entry, from which octet on it is a secret. */
    private final Map<Integer, Integer> secrets = new HashMap<>(0);

    private int count;
    private int forgotten;
    private long omitted;
    private Instant omittedSince = Instant.MIN;

    /** @param maxBytes the most octets to keep, content not counted; what is said after that is only counted */
    TranscriptLog(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Keeps octets that hold one line, or several where a reply has more than one. */
    void add(Side side, Instant instant, byte[] line) {
        if (line.length > maxBytes - used) {
            omit(instant);
            return;
        }
        if (used + line.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(used + line.length, bytes.length * 2));
        }
        System.arraycopy(line, 0, bytes, used, line.length);
        used += line.length;
        entry((byte) side.letter(), instant);
    }

    /** Keeps a line of the client of which a part is a secret. */
    void add(Instant instant, byte[] line, int secretFrom) {
        int entry = count;
        add(Side.CLIENT, instant, line);
        if (secretFrom < line.length && count > entry) {
            secrets.put(entry, secretFrom);
        }
    }

    void add(Content content, Instant instant) {
        if (used < maxBytes) {
            contents.add(new NotedContent(content));
            entry(CONTENT, instant);
        } else {
            omit(instant);
        }
    }

    /** Notes a finding beside the last line so far. */
    void add(Finding finding) {
        findings.add(new NotedFinding(Math.max(0, count - 1), finding));
    }

    private void omit(Instant instant) {
        if (omitted++ == 0) {
            omittedSince = instant;
        }
    }

    private void entry(byte kind, Instant instant) {
        if (count == kinds.length) {
            // More than twice nothing: it may have been trimmed before anything was said.
            int room = Math.max(1, count * 2);
            kinds = Arrays.copyOf(kinds, room);
            ends = Arrays.copyOf(ends, room);
            instants = Arrays.copyOf(instants, room);
        }
        kinds[count] = kind;
        ends[count] = used;
        instants[count] = instant.getEpochSecond() * NANOS + instant.getNano();
        count++;
    }

    /** Lets go of the octets of mails that are no longer kept; their sizes stay. */
    void forget(Set<Content> gone) {
        int left = gone.size();
        // The oldest mail goes first as a rule, so the search begins behind those that have gone.
        for (int i = forgotten; i < contents.size() && left > 0; i++) {
            NotedContent noted = contents.get(i);
            if (noted.content != null && gone.contains(noted.content)) {
                noted.content = null;
                left--;
            }
        }
        while (forgotten < contents.size() && contents.get(forgotten).content == null) {
            forgotten++;
        }
    }

    /** How many octets of memory it needs, contents not counted. */
    long size() {
        return used + (long) ENTRY * count;
    }

    /** Gives back what was reserved for more. */
    void trim() {
        bytes = Arrays.copyOf(bytes, used);
        kinds = Arrays.copyOf(kinds, count);
        ends = Arrays.copyOf(ends, count);
        instants = Arrays.copyOf(instants, count);
    }

    Transcript snapshot() {
        List<Line> lines = new ArrayList<>(count + 8);
        int content = 0;
        for (int i = 0; i < count; i++) {
            Instant instant =
                    Instant.ofEpochSecond(Math.floorDiv(instants[i], NANOS), Math.floorMod(instants[i], NANOS));
            int first = lines.size();
            if (kinds[i] == CONTENT) {
                lines.add(contents.get(content++).asLine(instant));
            } else {
                int from = i == 0 ? 0 : ends[i - 1];
                Integer secretFrom = secrets.get(i);
                if (secretFrom == null) {
                    addLines(lines, Side.of((char) kinds[i]), instant, from, ends[i]);
                } else {
                    lines.add(Line.secret(instant, Arrays.copyOfRange(bytes, from, ends[i]), secretFrom));
                }
            }
            lines.set(first, lines.get(first).with(findingsBeside(i)));
        }
        if (omitted > 0) {
            String note =
                    "(" + omitted + " more lines were not recorded: the limit of " + maxBytes + " octets was reached)";
            lines.add(Line.event(omittedSince, note));
        }
        return new Transcript(lines);
    }

    private List<Finding> findingsBeside(int entry) {
        return findings.isEmpty()
                ? List.of()
                : findings.stream()
                        .filter(noted -> noted.entry == entry)
                        .map(NotedFinding::finding)
                        .toList();
    }

    private void addLines(List<Line> lines, Side side, Instant instant, int from, int to) {
        int start = from;
        for (int i = from; side == Side.SERVER && i < to - 1; i++) {
            if (bytes[i] == '\n') {
                lines.add(Line.of(side, instant, Arrays.copyOfRange(bytes, start, i + 1)));
                start = i + 1;
            }
        }
        lines.add(Line.of(side, instant, Arrays.copyOfRange(bytes, start, to)));
    }

    /** The content of one message, or its size alone once the mail is no longer kept. */
    private static final class NotedContent {

        private final int size;
        private @Nullable Content content;

        NotedContent(Content content) {
            this.size = content.size();
            this.content = content;
        }

        Line asLine(Instant instant) {
            String text = "(" + size + " octets of content" + (content == null ? ", no longer kept)" : ")");
            // For the line stays as it is, whatever becomes of the mail.
            Content kept = content;
            return Line.content(instant, text, () -> kept == null ? new byte[0] : kept.wire());
        }
    }

    /** A finding, and the entry beside which it belongs. */
    private record NotedFinding(int entry, Finding finding) {}
}
