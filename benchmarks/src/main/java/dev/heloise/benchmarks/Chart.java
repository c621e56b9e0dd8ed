package dev.heloise.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * Comparisons as a picture (SVG): for each a bar a server, as long as its median, with a line from lowest to highest.
 */
final class Chart {

    private static final int WIDTH = 760;
    private static final int NAMES = 110;
    private static final int VALUES = 130;
    private static final int BAR = 16;
    private static final int ROW = 22;
    private static final int HEAD = 40;

    private final StringBuilder svg = new StringBuilder();
    private int y;

    private Chart() {}

    static String of(String title, List<Comparison> comparisons) {
        Chart chart = new Chart();
        chart.text(0, 16, "font-size='16' font-weight='bold'", title);
        chart.y = 20;
        comparisons.forEach(chart::draw);
        return "<svg xmlns='http://www.w3.org/2000/svg' width='" + WIDTH + "' height='" + (chart.y + 10)
                + "' viewBox='0 0 "
                + WIDTH + " " + (chart.y + 10) + "' font-family='sans-serif' font-size='12' role='img'>\n"
                + "<title>" + escaped(title) + "</title>\n<rect width='100%' height='100%' fill='white'/>\n"
                + chart.svg + "</svg>\n";
    }

    private void draw(Comparison comparison) {
        text(0, y + HEAD - 14, "font-weight='bold'", comparison.title() + ", " + comparison.unit());
        y += HEAD - 6;
        double most = comparison.servers().stream()
                .mapToDouble(server -> comparison.of(server).highest())
                .max()
                .orElse(1);
        double scale = (WIDTH - NAMES - VALUES) / most;
        for (String server : comparison.servers()) {
            Spread spread = comparison.of(server);
            boolean ours = server.equals(Peer.HELOISE.label());
            text(0, y + BAR - 4, "", server);
            shape(
                    "rect",
                    "x='%d' y='%d' width='%.1f' height='%d' fill='%s'",
                    NAMES,
                    y,
                    spread.median() * scale,
                    BAR,
                    ours ? "#b5446e" : "#8d99ae");
            shape(
                    "line",
                    "x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#2b2d42'",
                    NAMES + spread.lowest() * scale,
                    y + BAR / 2,
                    NAMES + spread.highest() * scale,
                    y + BAR / 2);
            text((int) (NAMES + spread.highest() * scale) + 6, y + BAR - 4, "", spread.toString());
            y += ROW;
        }
    }

    private void shape(String name, String attributes, Object... values) {
        svg.append('<').append(name).append(' ');
        svg.append(String.format(Locale.ROOT, attributes, values)).append("/>\n");
    }

    private void text(int x, int baseline, String attributes, String text) {
        svg.append("<text x='").append(x).append("' y='").append(baseline).append("' ");
        svg.append(attributes).append('>').append(escaped(text)).append("</text>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
