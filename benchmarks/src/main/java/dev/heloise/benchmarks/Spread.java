package dev.heloise.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** The median of several measurements, and the lowest and highest of them. */
record Spread(double median, double lowest, double highest) {

    /** @param values one or more */
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The median, and the range in brackets. */
    @Override
    public String toString() {
        return number(median) + " (" + number(lowest) + "–" + number(highest) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
