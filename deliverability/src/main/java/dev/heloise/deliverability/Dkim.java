package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;

/**
 * DomainKeys Identified Mail (RFC 6376, 8301, 8463): who signed this message, and is it still the same? Every key comes
 * from the zone.
 *
 * <pre>{@code
 * List<DkimResult> results = Dkim.against(zone).verify(mail.raw());
 * assertThat(results).extracting(DkimResult::verdict).containsExactly(DkimResult.Verdict.PASS);
 * }</pre>
 *
 * After a failure the {@linkplain DkimResult#reason() reason} names the first line or field that differs, where it can
 * be known: the usual accidents of transport are undone one after the other to see whether the signature then fits.
 */
public final class Dkim {

    private final Zone zone;
    private final Clock clock;

    private Dkim(Zone zone, Clock clock) {
        this.zone = requireNonNull(zone, "zone");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Verifications that take their keys from this zone, and the time from the system. */
    public static Dkim against(Zone zone) {
        return new Dkim(zone, Clock.systemUTC());
    }

    /** The same at another time, by which {@code x=} and {@code t=} of a signature are judged. */
    public Dkim at(Clock other) {
        return new Dkim(zone, other);
    }

    /**
     * Verifies the signatures of a message, the uppermost first. Of more than 20, only the first 20 are looked at.
     *
     * @param raw the message as {@code ReceivedMail.raw()} has it; lines end in CRLF, and a bare LF counts as an octet
     *     of its line
     * @return one result for each signature; none where the message is not signed
     */
    public List<DkimResult> verify(byte[] raw) {
        return verify(Message.of(raw));
    }

    List<DkimResult> verify(Message message) {
        return new DkimVerification(zone, clock, message).results();
    }
}
