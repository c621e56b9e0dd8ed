package dev.heloise.deliverability;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The one octet that makes the difference between some data and the data of which the hash is known. A hash tells
 * nothing about what was hashed; but if only one octet is another, there are so few possibilities that all can be tried
 * on a mail of the usual size.
 *
 * @param position of the octet in the data, from 0
 * @param found what stands there; empty if what was signed there is missing
 * @param signed what was signed there; empty if nothing was, and the octet is one too many
 */
record AlteredOctet(int position, Optional<Byte> found, Optional<Byte> signed) {

    private static final byte[] BLANKS = {' ', '\t'};
    private static final byte[] CHARACTERS = characters();

    /** Finds it, as far as the budget allows; the likely changes are tried before all others. */
    static Optional<AlteredOctet> find(byte[] data, byte[] hash, SearchBudget budget) {
        Search search = new Search(data, hash, budget);
        return search.flippedBit()
                .or(search::addedOctet)
                .or(() -> search.missing(BLANKS))
                .or(search::otherCharacter)
                .or(() -> search.missing(CHARACTERS));
    }

    private static byte[] characters() {
        byte[] characters = new byte['~' - ' ' + 1];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = (byte) (' ' + i);
        }
        return characters;
    }

    private static final class Search {

        private final byte[] data;
        private final byte[] hash;
        private final SearchBudget budget;

        Search(byte[] data, byte[] hash, SearchBudget budget) {
            this.data = data;
            this.hash = hash;
            this.budget = budget;
        }

        Optional<AlteredOctet> flippedBit() {
            byte[] candidates = new byte[8];
            return atEachPosition((before, position) -> {
                for (int bit = 0; bit < candidates.length; bit++) {
                    candidates[bit] = (byte) (data[position] ^ (1 << bit));
                }
                return replaced(before, position, candidates);
            });
        }

        Optional<AlteredOctet> otherCharacter() {
            return atEachPosition((before, position) -> replaced(before, position, CHARACTERS));
        }

        Optional<AlteredOctet> addedOctet() {
            return atEachPosition((before, position) -> matches(Sha256.copy(before), position + 1)
                    ? Optional.of(new AlteredOctet(position, Optional.of(data[position]), Optional.empty()))
                    : Optional.empty());
        }

        Optional<AlteredOctet> missing(byte[] candidates) {
            return atEachPosition((before, position) -> fitting(before, candidates, position)
                    .map(signed -> new AlteredOctet(position, Optional.empty(), Optional.of(signed))));
        }

        private Optional<AlteredOctet> replaced(MessageDigest before, int position, byte[] candidates) {
            return fitting(before, candidates, position + 1)
                    .map(signed -> new AlteredOctet(position, Optional.of(data[position]), Optional.of(signed)));
        }

        /** Which of these octets makes the hash, with what was before it and the data from there on. */
        private Optional<Byte> fitting(MessageDigest before, byte[] candidates, int rest) {
            for (byte candidate : candidates) {
                MessageDigest digest = Sha256.copy(before);
                digest.update(candidate);
                if (matches(digest, rest)) {
                    return Optional.of(candidate);
                }
            }
            return Optional.empty();
        }

        private boolean matches(MessageDigest before, int rest) {
            if (!budget.spend(data.length - rest)) {
                return false;
            }
            before.update(data, rest, data.length - rest);
            return Arrays.equals(before.digest(), hash);
        }

        private Optional<AlteredOctet> atEachPosition(Attempt attempt) {
            MessageDigest before = Sha256.begin();
            for (int position = 0; position < data.length && budget.spend(data.length - position); position++) {
                Optional<AlteredOctet> found = attempt.at(before, position);
                if (found.isPresent()) {
                    return found;
                }
                before.update(data[position]);
            }
            return Optional.empty();
        }
    }

    private interface Attempt {
        Optional<AlteredOctet> at(MessageDigest before, int position);
    }

    /** Whether it is a blank that was signed, and is no longer there. */
    boolean isMissingBlank() {
        return found.isEmpty()
                && signed.filter(octet -> octet == ' ' || octet == '\t').isPresent();
    }

    /** What was changed, in words. */
    String described() {
        String now = found.map(octet -> "is " + name(octet)).orElse("is missing");
        return signed.map(octet -> now + " and was signed as " + name(octet))
                .orElse(now + " and was not there when it was signed");
    }

    private static String name(byte octet) {
        return octet > ' ' && octet <= '~' ? "\"" + (char) octet + "\"" : String.format(Locale.ROOT, "0x%02X", octet);
    }
}
