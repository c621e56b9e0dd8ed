package dev.heloise.deliverability;

import dev.heloise.deliverability.ArcResult.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates the Authenticated Received Chain of a message (RFC 8617 §5.2). */
final class Arc {

    private static final int MAX_SETS = 50;
    private static final Pattern INSTANCE = Pattern.compile("(?:^|;)\\s*i\\s*=\\s*([0-9]{1,3})\\s*(?:;|$)");
    private static final List<String> FIELDS =
            List.of("ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal");

    private final Message message;
    private final DkimVerification verification;
    private final List<ArcSet> sets = new ArrayList<>();

    Arc(Zone zone, Clock clock, Message message) {
        this.message = message;
        this.verification = DkimVerification.withoutSearch(zone, clock, message);
    }

    ArcResult validate() {
        if (FIELDS.stream().allMatch(name -> message.fields(name).isEmpty())) {
            return new ArcResult(Verdict.NONE, 0, -1, "the message has no chain");
        }
        try {
            collect();
            checkStatus();
            verifyMessage(sets.get(sets.size() - 1));
            for (int newest = sets.size(); newest > 0; newest--) {
                verifySeal(sets.subList(0, newest));
            }
            return new ArcResult(Verdict.PASS, sets.size(), oldestPass(), "the chain is whole");
        } catch (DkimError e) {
            // RFC 8617 §5.2.1: every failure is permanent, also one of the DNS.
            return new ArcResult(Verdict.FAIL, sets.size(), -1, e.reason());
        }
    }

    /** Sorts the fields into sets, which must be complete and numbered from 1 without a gap. */
    private void collect() throws DkimError {
        int size = message.fields("ARC-Seal").size();
        if (size > MAX_SETS) {
            throw DkimError.syntax("the chain has " + size + " sets, and " + MAX_SETS + " are allowed");
        }
        List<List<RawField>> columns = new ArrayList<>();
        for (String name : FIELDS) {
            columns.add(numbered(name, size));
        }
        for (int i = 0; i < size; i++) {
            sets.add(new ArcSet(
                    columns.get(0).get(i), columns.get(1).get(i), columns.get(2).get(i)));
        }
        if (sets.isEmpty()) {
            throw DkimError.syntax("the chain has no seal");
        }
    }

    private List<RawField> numbered(String name, int size) throws DkimError {
        List<RawField> fields = message.fields(name);
        if (fields.size() != size) {
            throw DkimError.syntax("the chain has " + fields.size() + " " + name + " and " + size + " seals");
        }
        List<RawField> ordered = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            int instance = i;
            ordered.addAll(
                    fields.stream().filter(field -> instance(field) == instance).toList());
            if (ordered.size() != i) {
                throw DkimError.syntax("the chain does not have exactly one " + name + " with i=" + i);
            }
        }
        return ordered;
    }

    private static int instance(RawField field) {
        String value = field.value();
        // In results, the instance comes first; in the others it is a tag among tags.
        Matcher matcher = INSTANCE.matcher(field.isNamed(FIELDS.get(0)) ? firstPart(value) : value);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    private static String firstPart(String value) {
        int semicolon = value.indexOf(';');
        return semicolon < 0 ? value : value.substring(0, semicolon);
    }

    /** What each sealer said about the chain before it. */
    private void checkStatus() throws DkimError {
        List<DkimSignature> seals = new ArrayList<>();
        for (ArcSet set : sets) {
            seals.add(DkimSignature.parseArcSeal(set.seal()));
        }
        for (int i = seals.size(); i > 0; i--) {
            String status = seals.get(i - 1).tag("cv").orElse("");
            String expected = i == 1 ? "none" : "pass";
            if (!status.equals(expected)) {
                throw DkimError.syntax("the seal with i=" + i + " has cv=" + status.replaceAll("[^a-z]", "?")
                        + ", not cv=" + expected);
            }
        }
    }

    private void verifyMessage(ArcSet set) throws DkimError {
        DkimSignature signature = DkimSignature.parseArcMessageSignature(set.messageSignature());
        // RFC 8617 §4.1.2 has the sealer leave out the other two as well; a validator has no step for it (§5.2), and
        // old
        // sealers cover their own results. A seal does not exist yet when the message is signed.
        if (signature.headers().stream().anyMatch("ARC-Seal"::equalsIgnoreCase)) {
            throw DkimError.syntax("an ARC-Message-Signature must not cover an ARC-Seal");
        }
        verification.verify(signature, new DkimFindings(message, set.messageSignature(), 1));
    }

    private void verifySeal(List<ArcSet> chain) throws DkimError {
        StringBuilder data = new StringBuilder();
        ArcSet newest = chain.get(chain.size() - 1);
        DkimSignature signature = DkimSignature.parseArcSeal(newest.seal());
        for (ArcSet set : chain) {
            append(set.results(), data).append("\r\n");
            append(set.messageSignature(), data).append("\r\n");
            if (set.equals(newest)) {
                append(signature.unsignedField(), data);
            } else {
                append(set.seal(), data).append("\r\n");
            }
        }
        verification.verify(signature, data.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static StringBuilder append(RawField field, StringBuilder data) {
        return data.append(Canonicalization.RELAXED.header(field));
    }

    /** RFC 8617 §5.2, step 5. */
    private int oldestPass() {
        for (int i = sets.size() - 1; i > 0; i--) {
            if (failure(sets.get(i - 1)).isPresent()) {
                return i + 1;
            }
        }
        return 0;
    }

    private Optional<DkimError> failure(ArcSet set) {
        try {
            verifyMessage(set);
            return Optional.empty();
        } catch (DkimError e) {
            return Optional.of(e);
        }
    }

    /** The three fields that one sealer adds. */
    private record ArcSet(RawField results, RawField messageSignature, RawField seal) {}
}
