package dev.heloise.smtp;

/**
 * One chunk of a message as far as it was read.
 *
 * @param octets its octets; none of them if they were only passed over
 * @param size how many were read
 * @param complete whether all of them came
 */
@SuppressWarnings("ArrayRecordComponent") // chunks are handed over once and never compared
public record Chunk(byte[] octets, long size, boolean complete) {

    boolean isKept() {
        return octets.length == size;
    }
}
