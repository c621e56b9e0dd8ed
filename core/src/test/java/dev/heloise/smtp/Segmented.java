package dev.heloise.smtp;

import java.io.ByteArrayInputStream;

/** Octets that arrive in segments of one size. */
public final class Segmented extends ByteArrayInputStream {

    private final int size;

    public Segmented(byte[] octets, int size) {
        super(octets);
        this.size = size;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, size));
    }
}
