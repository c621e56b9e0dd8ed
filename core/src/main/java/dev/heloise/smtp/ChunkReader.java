package dev.heloise.smtp;

import java.io.IOException;
import java.util.Arrays;

/** Reads the octets that follow {@code BDAT} (RFC 3030 §2): so many, whatever they are. */
public final class ChunkReader {

    /** The size of a chunk is a client's word: no more is reserved on it before octets have come. */
    private static final int FIRST = 64 * 1024;

    private final Input input;

    public ChunkReader(Input input) {
        this.input = input;
    }

    /**
     * Reads one chunk to its end, waiting for it.
     *
     * @param size how many octets it has
     * @param room how many octets may be kept; a larger chunk is passed over
     */
    public Chunk read(long size, long room) throws IOException {
        return size <= room ? keep((int) size) : passOver(size);
    }

    private Chunk keep(int size) throws IOException {
        byte[] octets = new byte[Math.min(size, FIRST)];
        int length = 0;
        while (length < size) {
            if (length == octets.length) {
                octets = Arrays.copyOf(octets, (int) Math.min(size, 2L * length));
            }
            int count = input.read(octets, length);
            if (count < 0) {
                return new Chunk(Arrays.copyOf(octets, length), length, false);
            }
            length += count;
        }
        return new Chunk(octets, size, true);
    }

    private Chunk passOver(long size) throws IOException {
        byte[] ignored = new byte[(int) Math.min(size, FIRST)];
        long left = size;
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
