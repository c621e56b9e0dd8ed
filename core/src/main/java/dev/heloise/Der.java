package dev.heloise;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes the part of DER (ITU-T X.690) of which a certificate consists. */
final class Der {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0C;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return value(SEQUENCE, elements);
    }

    static byte[] sequence(List<byte[]> elements) {
        return value(SEQUENCE, elements.toArray(byte[][]::new));
    }

    static byte[] set(byte[]... elements) {
        return value(SET, elements);
    }

    static byte[] yes() {
        return value(BOOLEAN, new byte[] {(byte) 0xFF});
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    /** @param unused how many bits of the last octet do not count */
    static byte[] bits(int unused, byte[] octets) {
        return value(BIT_STRING, new byte[] {(byte) unused}, octets);
    }

    static byte[] octets(byte[] octets) {
        return value(OCTET_STRING, octets);
    }

    static byte[] text(String text) {
        return value(UTF8_STRING, text.getBytes(UTF_8));
    }

    /** @param instant before 2050: after that RFC 5280 §4.1.2.5 wants another form */
    static byte[] time(Instant instant) {
        return value(UTC_TIME, TIME.format(instant).getBytes(US_ASCII));
    }

    /** @param dotted such as {@code 2.5.29.17} */
    static byte[] identifier(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            arc(Integer.parseInt(arcs[i]), octets);
        }
        return value(OBJECT_IDENTIFIER, octets.toByteArray());
    }

    private static void arc(int number, ByteArrayOutputStream octets) {
        int groups = Math.max(1, (38 - Integer.numberOfLeadingZeros(number)) / 7);
        for (int i = groups - 1; i > 0; i--) {
            octets.write(0x80 | (number >> (7 * i)));
        }
        octets.write(number & 0x7F);
    }

    /** An element with a tag of its context in place of its type. */
    static byte[] tagged(int tag, byte[] octets) {
        return value(CONTEXT | tag, octets);
    }

    /** An element inside another that has a tag of its context. */
    static byte[] wrapped(int tag, byte[] element) {
        return value(CONTEXT | CONSTRUCTED | tag, element);
    }

    private static byte[] value(int type, byte[]... contents) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        octets.write(type);
        if (length < 0x80) {
            octets.write(length);
        } else {
            byte[] number = BigInteger.valueOf(length).toByteArray();
            int from = number[0] == 0 ? 1 : 0;
            octets.write(0x80 | (number.length - from));
            octets.write(number, from, number.length - from);
        }
        for (byte[] content : contents) {
            octets.writeBytes(content);
        }
        return octets.toByteArray();
    }
}
