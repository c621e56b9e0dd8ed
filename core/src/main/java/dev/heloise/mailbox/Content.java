package dev.heloise.mailbox;

import java.util.Arrays;

/**
 * The octets of one message in the one form in which they are kept: as they came over the wire. What the client meant,
 * without the dots that RFC 5321 §4.5.2 makes it double, is worked out when it is asked for, so that nothing is held
 * twice.
 */
public final class Content {

    private static final byte[] END = {'.', '\r', '\n'};

    private final byte[] wire;
    private final int end;
    private final int dots;
    private final boolean stuffed;
    private final int missingCrs;

    private Content(byte[] wire, int end, int dots, boolean stuffed, int missingCrs) {
        this.wire = wire;
        this.end = end;
        this.dots = dots;
        this.stuffed = stuffed;
        this.missingCrs = missingCrs;
    }

    /**
     * Content sent with {@code DATA}; the array is taken over, not copied.
     *
     * @param wire all octets from the first to the final {@code .CRLF}, if that was seen
     * @param complete whether the final {@code .CRLF} is there
     * @param dots how many lines begin with a dot that is not part of the message
     */
    public static Content ofData(byte[] wire, boolean complete, int dots) {
        return new Content(wire, complete ? wire.length - END.length : wire.length, dots, true, 0);
    }

    /** Content that came without dot-stuffing; the array is taken over, not copied. */
    public static Content ofOctets(byte[] octets) {
        return new Content(octets, octets.length, 0, false, 0);
    }

    /**
     * Content of which another process tells the octets and the size: of the ways in which it may have come, the one
     * that gives this size.
     *
     * @param wire as {@link #wire()} gave it; the array is taken over, not copied
     * @param size as {@link #size()} gave it
     * @throws IllegalArgumentException if the two do not belong together
     */
    public static Content ofWire(byte[] wire, int size) {
        boolean complete = wire.length >= END.length
                && Arrays.equals(wire, wire.length - END.length, wire.length, END, 0, END.length);
        int dots = dots(wire, complete ? wire.length - END.length : wire.length);
        Content data = ofData(wire, complete, dots);
        Content octets = ofOctets(wire);
        for (Content way : new Content[] {data, octets, data.normalized(), octets.normalized()}) {
            if (way.size() == size) {
                return way;
            }
        }
        throw new IllegalArgumentException(wire.length + " octets are no message of " + size);
    }

    private static int dots(byte[] wire, int end) {
        int dots = 0;
        boolean lineStart = true;
        for (int i = 0; i < end; i++) {
            dots += lineStart && wire[i] == '.' ? 1 : 0;
            lineStart = wire[i] == '\n' && i > 0 && wire[i - 1] == '\r';
        }
        return dots;
    }

    /** The same, but as a message in which each LF has its CR. The octets that were sent are not touched. */
    public Content normalized() {
        int missing = 0;
        for (int i = 0; i < end; i++) {
            missing += isBareLf(wire, i) ? 1 : 0;
        }
        return missing == 0 ? this : new Content(wire, end, dots, stuffed, missing);
    }

    private static boolean isBareLf(byte[] octets, int index) {
        return octets[index] == '\n' && (index == 0 || octets[index - 1] != '\r');
    }

    /** The message as the client meant it: dots unstuffed, nothing else changed. A new array each time. */
    public byte[] raw() {
        byte[] shared = sharedRaw();
        return shared == wire ? Arrays.copyOf(wire, end) : shared;
    }

    /** The octets as they were sent, dots and the final {@code .CRLF} included. A new array each time. */
    public byte[] wire() {
        return wire.clone();
    }

    /** The number of octets of {@link #raw()}. */
    public int size() {
        return end - dots + missingCrs;
    }

    /**
     * Octets of which the first {@link #size()} are those of {@link #raw()}. For readers that change nothing: it is
     * what is kept, where no octet of that is left out.
     */
    byte[] sharedRaw() {
        byte[] sent = sharedSent();
        return missingCrs > 0 ? withCrs(sent) : sent;
    }

    /** The same before any CR was added: of the first {@link #sentSize()}, what the client itself meant. */
    byte[] sharedSent() {
        return dots > 0 ? unstuffed() : wire;
    }

    int sentSize() {
        return end - dots;
    }

    /** Where an octet of {@link #raw()} stands in what was sent. */
    int sentIndex(int index) {
        if (missingCrs == 0) {
            return index;
        }
        byte[] sent = sharedSent();
        int at = 0;
        for (int i = 0; i < index && at < sentSize(); at++) {
            i += isBareLf(sent, at) ? 2 : 1;
        }
        return at;
    }

    /** The octets of {@link #wire()}, for readers that change nothing. */
    byte[] sharedWire() {
        return wire;
    }

    /** Where in these the end mark begins, or would. */
    int wireEnd() {
        return end;
    }

    /** Whether the client had to double the dots at the beginning of lines, as it has with {@code DATA}. */
    boolean isStuffed() {
        return stuffed;
    }

    int wireSize() {
        return wire.length;
    }

    private byte[] unstuffed() {
        byte[] raw = new byte[end - dots];
        int length = 0;
        boolean lineStart = true;
        for (int i = 0; i < end; i++) {
            byte octet = wire[i];
            if (!lineStart || octet != '.') {
                raw[length++] = octet;
            }
            lineStart = octet == '\n' && i > 0 && wire[i - 1] == '\r';
        }
        return raw;
    }

    private byte[] withCrs(byte[] octets) {
        byte[] normal = new byte[size()];
        int length = 0;
        for (int i = 0; i < end - dots; i++) {
            if (isBareLf(octets, i)) {
                normal[length++] = '\r';
            }
            normal[length++] = octets[i];
        }
        return normal;
    }
}
