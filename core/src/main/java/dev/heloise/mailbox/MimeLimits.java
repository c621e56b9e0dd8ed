package dev.heloise.mailbox;

/**
 * How much of a mail is read as MIME. The octets stay whatever their number; what is beyond the limits is not looked
 * at, and the mail has a finding that says so.
 *
 * @param headerSize the most octets of a header, 1 or more
 * @param depth how deep multiparts within multiparts are read, 1 or more; one that is deeper is an attachment
 * @param parts how many parts are read, multiparts included, 1 or more
 */
public record MimeLimits(int headerSize, int depth, int parts) {

    /** 1 MiB of header, 100 deep, 10,000 parts. */
    public static final MimeLimits DEFAULT = new MimeLimits(1 << 20, 100, 10_000);

    public MimeLimits {
        require(headerSize > 0, "headerSize", headerSize);
        require(depth > 0, "depth", depth);
        require(parts > 0, "parts", parts);
    }

    /** The same with another number of octets of a header. */
    public MimeLimits withHeaderSize(int octets) {
        return new MimeLimits(octets, depth, parts);
    }

    /** The same with another depth. */
    public MimeLimits withDepth(int most) {
        return new MimeLimits(headerSize, most, parts);
    }

    /** The same with another number of parts. */
    public MimeLimits withParts(int most) {
        return new MimeLimits(headerSize, depth, most);
    }

    private static void require(boolean holds, String name, int value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be 1 or more, but is " + value);
        }
    }
}
