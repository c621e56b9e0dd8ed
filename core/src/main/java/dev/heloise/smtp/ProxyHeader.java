package dev.heloise.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heloise.mailbox.AddressLiteral;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The header with which a proxy says for whom it speaks, in either version of the PROXY protocol. It is read octet by
 * octet, since what comes behind it may be the beginning of TLS.
 */
public final class ProxyHeader {

    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final int MAX_TEXT = 107;
    private static final int MAX_BINARY = 4 * 1024;
    private static final int IPV4_ADDRESSES = 12;
    private static final int IPV6_ADDRESSES = 36;

    private ProxyHeader() {}

    /** What came is no PROXY header; the message says why. */
    public static final class Malformed extends IOException {

        private static final long serialVersionUID = 1;

        private Malformed(String why) {
            super(why);
        }
    }

    /**
     * Reads one header, and nothing of what comes after it.
     *
     * @return the client for whom the proxy speaks; empty if it speaks for itself, or does not say
     * @throws Malformed if this is no such header
     */
    public static Optional<InetSocketAddress> read(InputStream in) throws IOException {
        int first = in.read();
        return first == 'P' ? text(in) : binary(first, in);
    }

    private static Optional<InetSocketAddress> text(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.write('P');
        int octet = in.read();
        while (octet != '\n') {
            require(octet >= 0 && line.size() < MAX_TEXT - 1, "its line does not end");
            line.write(octet);
            octet = in.read();
        }
        String text = line.toString(US_ASCII);
        require(text.endsWith("\r"), "its line does not end with CRLF");
        String[] parts = text.substring(0, text.length() - 1).split(" ", -1);
        require(parts.length >= 2 && parts[0].equals("PROXY"), "it does not begin with PROXY");
        if (parts[1].equals("UNKNOWN")) {
            return Optional.empty();
        }
        require(parts.length == 6, "it has not six parts");
        boolean six = parts[1].equals("TCP6");
        require(six || parts[1].equals("TCP4"), "its family is neither TCP4 nor TCP6");
        require(isAddress(parts[2], six) && isAddress(parts[3], six), "an address is not of its family");
        require(Impersonation.isPort(parts[4]) && Impersonation.isPort(parts[5]), "a port is not one");
        return Optional.of(new InetSocketAddress(InetAddress.getByName(parts[2]), Integer.parseInt(parts[4])));
    }

    private static boolean isAddress(String text, boolean six) {
        return six
                ? AddressLiteral.isValid("[IPv6:" + text + "]")
                : text.matches("[0-9.]+") && AddressLiteral.isValid("[" + text + "]");
    }

    private static Optional<InetSocketAddress> binary(int first, InputStream in) throws IOException {
        byte[] head = new byte[16];
        head[0] = (byte) first;
        require(first == SIGNATURE[0], "it begins otherwise");
        for (int i = 1; i < head.length; i++) {
            int octet = in.read();
            require(octet >= 0 && (i >= SIGNATURE.length || (byte) octet == SIGNATURE[i]), "its signature is wrong");
            head[i] = (byte) octet;
        }
        int length = ByteBuffer.wrap(head).getShort(14) & 0xFFFF;
        require(length <= MAX_BINARY, "it has more than 4 KiB");
        byte[] rest = in.readNBytes(length);
        require(rest.length == length, "it does not end");
        require(head[12] == 0x20 || head[12] == 0x21, "its version or command is unknown");
        return head[12] == 0x20 ? Optional.empty() : client(head[13], rest);
    }

    private static Optional<InetSocketAddress> client(byte family, byte[] rest) throws IOException {
        return switch (family) {
            case 0x11 -> Optional.of(client(rest, 4, IPV4_ADDRESSES));
            case 0x21 -> Optional.of(client(rest, 16, IPV6_ADDRESSES));
            case 0x00 -> Optional.empty();
            default -> throw new Malformed("its family is not TCP");
        };
    }

    private static InetSocketAddress client(byte[] rest, int octets, int addresses) throws IOException {
        require(rest.length >= addresses, "it is too short for its addresses");
        ByteBuffer more = ByteBuffer.wrap(rest, addresses, rest.length - addresses);
        while (more.hasRemaining()) {
            require(more.remaining() >= 3, "it ends within a value");
            more.get();
            int length = more.getShort() & 0xFFFF;
            require(length <= more.remaining(), "it ends within a value");
            more.position(more.position() + length);
        }
        InetAddress source = InetAddress.getByAddress(Arrays.copyOf(rest, octets));
        return new InetSocketAddress(source, ByteBuffer.wrap(rest).getShort(2 * octets) & 0xFFFF);
    }

    private static void require(boolean holds, String otherwise) throws Malformed {
        if (!holds) {
            throw new Malformed(otherwise);
        }
    }
}
