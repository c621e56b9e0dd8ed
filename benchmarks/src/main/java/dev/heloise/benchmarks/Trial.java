package dev.heloise.benchmarks;

import java.util.Random;

/** One way to wear a server out. */
interface Trial {

    /**
     * Does its worst.
     *
     * @param random the only source of chance
     * @param scale how much of the full load; 1 for all of it
     * @return what was seen, in one line
     * @throws AssertionError if the server has broken a promise
     */
    String run(Random random, double scale) throws Exception;

    /** So many of what a full load has; at least the fewest. */
    static int scaled(int full, double scale, int fewest) {
        return (int) Math.max(fewest, Math.round(full * scale));
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
