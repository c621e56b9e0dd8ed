package dev.heloise.smtp;

import dev.heloise.mailbox.Content;

/**
 * The content of a message as far as it was read.
 *
 * @param content its octets; none of them if it was over the limit, or there was no memory for them
 * @param ending what ended it
 * @param size how many octets the message had, as RFC 1870 §5 counts them
 */
public record ReadContent(Content content, Ending ending, long size) {

    /** What ended the content. */
    public enum Ending {
        /** Its end mark, or the last octet of its last chunk. */
        COMPLETE,
        /** The end of the connection. */
        EOF,
        /** Its end mark, but there was no memory for it. */
        NO_MEMORY,
        /** More octets than the server reads at all. */
        OVER_CAP
    }
}
