// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

/// Collects the elements of a picture in SVG. Lengths are in pixels; text is of a fixed width. Not
/// safe for use by several threads.
final class Canvas {
    /// Pixels of a character.
    static final int CHARACTER = 8;

    private final StringBuilder elements = new StringBuilder();
    private int width;
    private int height;

    /// How wide a text is.
    static int width(String text) {
        return text.length() * CHARACTER;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /// All elements so far.
    String elements() {
        return elements.toString();
    }

    void box(String kind, int x, int y, int wide, int high) {
        covers(x + wide, y + high);
        elements.append(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\"/>\n"
                        .formatted(kind, x, y, wide, high));
    }

    /// A cylinder, as diagrams draw stores.
    void store(int x, int y, int wide, int high) {
        covers(x + wide, y + high);
        int half = wide / 2;
        elements.append(
                "<path class=\"map\" d=\"M%d,%d a%d,5 0 0 1 %d,0 v%d a%d,5 0 0 1 %d,0 z\"/>\n"
                        .formatted(x, y + 5, half, wide, high - 10, half, -wide));
        elements.append(
                "<path class=\"rim\" d=\"M%d,%d a%d,5 0 0 0 %d,0\"/>\n"
                        .formatted(x, y + 5, half, wide));
    }

    /// @param anchor `start`, `middle` or `end`
    void text(String kind, String anchor, int x, int y, String text) {
        int left = anchor.equals("start") ? width(text) : width(text) / 2;
        covers(x + left, y + 4);
        elements.append(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n"
                        .formatted(kind, anchor, x, y, Markup.escaped(text)));
    }

    /// @param path in the language of SVG
    void line(String kind, String path) {
        elements.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(kind, path));
    }

    /// What follows, up to the end, leads to the place of that name.
    void beginLink(String place) {
        elements.append("<a href=\"#%s\">".formatted(place));
    }

    void endLink() {
        elements.append("</a>\n");
    }

    private void covers(int x, int y) {
        width = Math.max(width, x);
        height = Math.max(height, y);
    }
}
