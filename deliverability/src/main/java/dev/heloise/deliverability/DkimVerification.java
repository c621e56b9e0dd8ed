package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies the signatures of one message (RFC 6376 §6.1), with limits to what they may cost together. */
final class DkimVerification {

    static final int MAX_SIGNATURES = 20;

    private static final int MAX_KEYS = 10;

    /** How far a signer's clock may be ahead. */
    private static final long MAX_DRIFT_SECONDS = 300;

    /** About half a second of hashing in search of what broke the signatures. */
    private static final long SEARCH_BLOCKS = 2_000_000;

    private final Zone zone;
    private final Clock clock;
    private final Message message;
    private final SearchBudget budget;
    private final Map<Canonicalization, byte[]> bodies = new HashMap<>();

    private DkimVerification(Zone zone, Clock clock, Message message, SearchBudget budget) {
        this.zone = zone;
        this.clock = clock;
        this.message = message;
        this.budget = budget;
    }

    DkimVerification(Zone zone, Clock clock, Message message) {
        this(zone, clock, message, new SearchBudget(SEARCH_BLOCKS));
    }

    /** One that does not look for what broke a signature. */
    static DkimVerification withoutSearch(Zone zone, Clock clock, Message message) {
        return new DkimVerification(zone, clock, message, new SearchBudget(0));
    }

    List<DkimResult> results() {
        List<RawField> signatures = message.fields("DKIM-Signature");
        List<DkimResult> results = new ArrayList<>();
        for (RawField field : signatures.subList(0, Math.min(signatures.size(), MAX_SIGNATURES))) {
            DkimFindings findings = new DkimFindings(message, field, signatures.size());
            results.add(result(field, findings));
        }
        return List.copyOf(results);
    }

    private DkimResult result(RawField field, DkimFindings findings) {
        try {
            DkimSignature signature = DkimSignature.parse(field);
            findings.of(signature);
            verify(signature, findings);
            return findings.passed();
        } catch (DkimError e) {
            return findings.failed(e);
        }
    }

    private void checkTime(DkimSignature signature) throws DkimError {
        long now = clock.instant().getEpochSecond();
        if (signature.expiresAt().isPresent() && signature.expiresAt().getAsLong() < now) {
            throw DkimError.time(
                    "the signature expired at " + instant(signature.expiresAt().getAsLong()));
        }
        if (signature.signedAt().isPresent() && signature.signedAt().getAsLong() > now + MAX_DRIFT_SECONDS) {
            throw DkimError.time("the signature is of the future: "
                    + instant(signature.signedAt().getAsLong()));
        }
    }

    private static String instant(long seconds) {
        return seconds > Instant.MAX.getEpochSecond()
                ? "the end of time"
                : Instant.ofEpochSecond(seconds).toString();
    }

    /** Verifies a signature of the message. */
    void verify(DkimSignature signature, DkimFindings findings) throws DkimError {
        checkTime(signature);
        withEachKey(signature, key -> {
            findings.of(key);
            key.require(signature);
            verify(signature, key);
        });
    }

    /** Verifies a signature of other data. */
    void verify(DkimSignature signature, byte[] data) throws DkimError {
        withEachKey(signature, key -> {
            key.require(signature);
            if (!signature.algorithm().verify(key.key(), data, signature.signature())) {
                throw DkimError.mismatch("DKIM_HEADER_CHANGED", "the signature does not fit");
            }
        });
    }

    /** Tries each key that is published for the selector until one fits; usually there is one. */
    private void withEachKey(DkimSignature signature, Attempt attempt) throws DkimError {
        List<String> records = records(signature.keyName());
        @Nullable DkimError nearest = null;
        for (String record : records.subList(0, Math.min(records.size(), MAX_KEYS))) {
            try {
                attempt.with(DkimKey.parse(record));
                return;
            } catch (DkimError e) {
                // RFC 6376 §6.1.2, step 4: "try the next key record, if any".
                nearest = nearest == null || !nearest.isNearerThan(e) ? e : nearest;
            }
        }
        throw requireNonNull(nearest, "an answer has records");
    }

    /** What is done with one key. */
    private interface Attempt {
        void with(DkimKey key) throws DkimError;
    }

    private List<String> records(DomainName name) throws DkimError {
        DnsAnswer answer = zone.query(name, RecordType.TXT);
        if (answer.isFailure()) {
            throw DkimError.dns("the query for the key at " + name + " ended in " + answer.status());
        }
        if (answer.isVoid()) {
            throw DkimError.noKey("there is no key at " + name);
        }
        return answer.texts();
    }

    private void verify(DkimSignature signature, DkimKey key) throws DkimError {
        boolean bodyFits = bodyFits(signature);
        byte[] data = SignedHeader.of(message, signature).data();
        boolean headerFits = signature.algorithm().verify(key.key(), data, signature.signature());
        if (bodyFits && headerFits) {
            return;
        }
        Optional<Diagnosis> header = headerFits
                ? Optional.empty()
                : Optional.of(new HeaderDiagnosis(message, signature, key.key(), budget).diagnose());
        if (bodyFits) {
            throw mismatch("the signature does not fit the header", header.orElseThrow());
        }
        Diagnosis body = new BodyDiagnosis(message, signature, budget).diagnose();
        throw header.isPresent()
                ? mismatch("neither the body hash nor the signature fits: " + body.place() + ", and", header.get())
                : mismatch("the body hash does not fit", body);
    }

    private boolean bodyFits(DkimSignature signature) throws DkimError {
        byte[] body = bodies.computeIfAbsent(signature.bodyCanonicalization(), c -> c.body(message.body()));
        long length = signature.length().orElse(body.length);
        if (length > body.length) {
            throw DkimError.mismatch(
                    "DKIM_BODY_CHANGED",
                    "the body has " + body.length + " octets, and l= says that " + length + " were signed");
        }
        MessageDigest digest = Sha256.begin();
        digest.update(body, 0, (int) length);
        return Arrays.equals(digest.digest(), signature.bodyHash());
    }

    private static DkimError mismatch(String what, Diagnosis diagnosis) {
        return DkimError.mismatch(diagnosis.rule(), what + ": " + diagnosis.place() + "; " + diagnosis.advice());
    }
}
