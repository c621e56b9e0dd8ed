package dev.heloise.deliverability;

import java.util.function.Function;

/**
 * How much more may be hashed in search of what broke the signatures of one message. A search that ends without result
 * costs a worse explanation, and never time without limit.
 */
final class SearchBudget {

    private static final int BLOCK = 64;

    private long blocks;

    SearchBudget(long blocks) {
        this.blocks = blocks;
    }

    /** Takes what it costs to hash so many octets; false, from then on, if there is not so much left. */
    boolean spend(int octets) {
        int cost = octets / BLOCK + 2;
        if (cost > blocks) {
            blocks = 0;
            return false;
        }
        blocks -= cost;
        return true;
    }

    /** Lets a search that may well spend all it has have half of it; what it leaves is there again afterwards. */
    <T> T withHalf(Function<SearchBudget, T> search) {
        SearchBudget half = new SearchBudget(blocks / 2);
        blocks -= half.blocks;
        T found = search.apply(half);
        blocks += half.blocks;
        return found;
    }
}
