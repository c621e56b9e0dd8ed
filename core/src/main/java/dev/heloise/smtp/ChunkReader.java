package dev.heloise.smtp;

import java.io.IOException;
import java.util.Arrays;

/** Reads the octets that follow {@code BDAT} (RFC 3030 §2): so many, whatever they are. */
public final class ChunkReader {

    /** The size of a chunk is a client's word: no more is reserved on it before octets have come. */
    private static final int FIRST = 16 * 1024;
    /** What an array takes beside its octets. */
    private static final int OVERHEAD = 32;

    private final Input input;
    private final Room room;

    /** @param room what chunks may take */
    public ChunkReader(Input input, Room room) {
        this.input = input;
        this.room = room;
    }

    /**
     * Reads one chunk to its end, waiting for it.
     *
     * @param size how many octets it has
     * @param most how many octets may be kept; a larger chunk is passed over, and so is one for which the memory is not
     *     enough
     */
    public Chunk read(long size, long most) throws IOException {
        return size <= most ? keep((int) size) : passOver(size, 0);
    }

    private Chunk keep(int size) throws IOException {
        byte[] octets = {};
        int length = 0;
        while (length < size) {
            if (length == octets.length) {
                int larger = (int) Math.min(size, Math.max(FIRST, 2L * length));
                // Twice, since in the end the chunks of a message become one.
                if (!room.take(2L * (larger - length) + OVERHEAD)) {
                    return passOver(size, length);
                }
                try {
                    octets = Arrays.copyOf(octets, larger);
                } catch (OutOfMemoryError e) {
                    return passOver(size, length);
                }
            }
            int count = input.read(octets, length);
            if (count < 0) {
                return new Chunk(Arrays.copyOf(octets, length), length, false);
            }
            length += count;
        }
        return new Chunk(octets, size, true);
    }

    private Chunk passOver(long size, int before) throws IOException {
        byte[] ignored = new byte[(int) Math.min(size, FIRST)];
        long left = size - before;
        while (left > 0) {
            // At the end of the array when little is left, so that nothing of what follows is read.
            int count = input.read(ignored, (int) Math.max(0, ignored.length - left));
            if (count < 0) {
                return new Chunk(new byte[0], size - left, false);
            }
            left -= count;
        }
        return new Chunk(new byte[0], size, true);
    }
}
