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
 * @param found what stands there
 * @param signed what was signed there; empty if nothing was, and the octet is one too many
 */
record AlteredOctet(int position, byte found, Optional<Byte> signed) {

    /** Finds it, as far as the budget allows; the likely changes are tried before all others. */
    static Optional<AlteredOctet> find(byte[] data, byte[] hash, SearchBudget budget) {
        Search search = new Search(data, hash, budget);
        return search.flippedBit().or(search::addedOctet).or(search::otherCharacter);
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
            byte[] candidates = new byte['~' - ' ' + 1];
            for (int i = 0; i < candidates.length; i++) {
                candidates[i] = (byte) (' ' + i);
            }
            return atEachPosition((before, position) -> replaced(before, position, candidates));
        }

        Optional<AlteredOctet> addedOctet() {
            return atEachPosition((before, position) -> matches(Sha256.copy(before), position)
                    ? Optional.of(new AlteredOctet(position, data[position], Optional.empty()))
                    : Optional.empty());
        }

        private Optional<AlteredOctet> replaced(MessageDigest before, int position, byte[] candidates) {
            for (byte candidate : candidates) {
                MessageDigest digest = Sha256.copy(before);
                digest.update(candidate);
                if (matches(digest, position)) {
                    return Optional.of(new AlteredOctet(position, data[position], Optional.of(candidate)));
                }
            }
            return Optional.empty();
        }

        private boolean matches(MessageDigest before, int position) {
            int rest = data.length - position - 1;
            if (!budget.spend(rest)) {
                return false;
            }
            before.update(data, position + 1, rest);
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

    /** What was changed, in words. */
    String described() {
        return signed.map(octet -> "is " + name(found) + " and was signed as " + name(octet))
                .orElse("is " + name(found) + " and was not there when it was signed");
    }

    private static String name(byte octet) {
        return octet > ' ' && octet <= '~' ? "\"" + (char) octet + "\"" : String.format(Locale.ROOT, "0x%02X", octet);
    }
}
