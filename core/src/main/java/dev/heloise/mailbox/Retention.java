package dev.heloise.mailbox;

/**
 * How much a mailbox keeps. When it has more, the oldest go first; the newest always stays.
 *
 * @param mails the most mails, and the most sessions that have ended, 1 or more
 * @param bytes the most octets of all mails together, and of whatever else was sent as content, where each recipient
 *     after the tenth counts as 256; the most octets of all transcripts together of sessions that have ended; 1 or more
 * @param transcriptBytes the most octets of one session's transcript, mail content not counted, 0 or more
 */
public record Retention(int mails, long bytes, int transcriptBytes) {

    /** 10,000 mails, 512 MiB or a quarter of the heap where that is less, and 16 MiB a transcript. */
    public static final Retention DEFAULT =
            new Retention(10_000, Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4), 16 << 20);

    public Retention {
        require(mails, 1, "mails");
        require(bytes, 1, "bytes");
        require(transcriptBytes, 0, "transcriptBytes");
    }

    /** The same with another number of mails, and of sessions that have ended. */
    public Retention withMails(int most) {
        return new Retention(most, bytes, transcriptBytes);
    }

    /** The same with another number of octets of all mails, and of all transcripts of sessions that have ended. */
    public Retention withBytes(long most) {
        return new Retention(mails, most, transcriptBytes);
    }

    /** The same with another number of octets of one transcript. */
    public Retention withTranscriptBytes(int most) {
        return new Retention(mails, bytes, most);
    }

    private static void require(long value, int least, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, but is " + value);
        }
    }
}
