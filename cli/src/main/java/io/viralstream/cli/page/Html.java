package io.viralstream.cli.page;

import java.util.List;
import java.util.stream.Collectors;

/// Pieces of a page. Text of others goes through [#text], so that it is never more than text.
final class Html {
  private Html() {}

  /// A text as content or as a quoted attribute.
  static String text(String text) {
    var safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(safe, point));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point) {
    switch (point) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      default -> safe.appendCodePoint(isShown(point) ? point : '\uFFFD');
    }
  }

  /// Control characters, and those that turn the direction of writing, are not shown.
  private static boolean isShown(int point) {
    if (point == '\n' || point == '\t') return true;
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
      default -> true;
    };
  }

  /// A table whose cells are text; the first column heads its row.
  static String table(String caption, List<String> headings, List<List<String>> rows) {
    String head =
        headings.stream()
            .map(heading -> "<th scope=\"col\">" + text(heading) + "</th>")
            .collect(Collectors.joining());
    String body = rows.stream().map(Html::row).collect(Collectors.joining("\n"));
    return "<div class=\"wide\" tabindex=\"0\"><table><caption>"
        + text(caption)
        + "</caption><thead><tr>"
        + head
        + "</tr></thead><tbody>\n"
        + body
        + "\n</tbody></table></div>\n";
  }

  private static String row(List<String> cells) {
    String first = "<th scope=\"row\">" + text(cells.getFirst()) + "</th>";
    return cells.stream()
        .skip(1)
        .map(cell -> "<td>" + text(cell) + "</td>")
        .collect(Collectors.joining("", "<tr>" + first, "</tr>"));
  }

  /// What is there for whoever wants it.
  static String folded(String summary, String content) {
    return "<details><summary>" + text(summary) + "</summary>\n" + content + "</details>\n";
  }

  static String section(String id, String heading, String content) {
    return "<section id=\""
        + text(id)
        + "\"><h2>"
        + text(heading)
        + "</h2>\n"
        + content
        + "</section>\n";
  }

  static String paragraph(String text) {
    return "<p>" + text(text) + "</p>\n";
  }
}
