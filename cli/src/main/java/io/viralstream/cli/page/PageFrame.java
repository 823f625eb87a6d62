package io.viralstream.cli.page;

import java.util.List;
import java.util.Locale;

/// What stands round the sections: head, style, navigation.
final class PageFrame {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --soft: #5a5a5a; --line: #d9d9d9;
        --first: #0062b2; --second: #b34700; --card: #f6f6f6; --hot: 179 71 0; }
      @media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #ececec; --soft: #a9a9a9;
        --line: #3a3d42; --first: #6cb6ff; --second: #ff9d5c; --card: #1f2226; --hot: 255 157 92; } }
      body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--paper); color: var(--ink);
        font: 16px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.5rem; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
      a { color: var(--first); } :focus-visible { outline: 2px solid var(--first); outline-offset: 2px; }
      nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; }
      .wide { overflow-x: auto; } table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem; }
      caption { text-align: left; color: var(--soft); padding: .25rem 0; }
      th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
      th[scope=row], th:first-child, td:last-child { text-align: left; } th { font-weight: 600; }
      .heat td { text-align: center; background: rgb(var(--hot) / calc(.7 * var(--heat))); } .heat caption { white-space: nowrap; }
      figure { margin: .5rem 0; } figure svg { width: 100%; max-width: 640px; height: auto; }
      figcaption, small { color: var(--soft); font-size: .85rem; }
      summary { cursor: pointer; color: var(--first); } pre { overflow-x: auto; background: var(--card); padding: .6rem; }
      .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: .75rem; }
      article { background: var(--card); padding: .6rem; margin: 0 0 .75rem; }
      .cards article { display: flex; gap: .75rem; margin: 0; }
      .cards img { width: 112px; height: auto; align-self: flex-start; } article p { margin: .15rem 0; overflow-wrap: anywhere; }
      .asked { font-weight: 600; } .gone { color: var(--soft); font-size: .85rem; }
      .strip { display: flex; flex-wrap: wrap; gap: .5rem; } .strip > p { width: 100%; }
      .strip img { width: 112px; height: 112px; image-rendering: pixelated; }
      """;

  private PageFrame() {}

  /// @param sections each an element with an id and a heading of second rank
  static String of(String title, List<String> versions, List<String> sections) {
    return String.format(
        Locale.ROOT,
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style></head><body>
        <header><h1>%s</h1>
        <p>%s</p>
        %s</header>
        <main>
        %s</main>
        </body></html>
        """,
        Html.text(title),
        STYLE,
        Html.text(title),
        versions.size() == 1
            ? "Bands and brackets are 95 % intervals."
            : "Bands and brackets are 95 % intervals; differences are taken on the same items.",
        navigation(sections),
        String.join("", sections));
  }

  private static String navigation(List<String> sections) {
    StringBuilder list = new StringBuilder("<nav aria-label=\"Sections\"><ul>\n");
    for (String section : sections) {
      String id = between(section, "<section id=\"", "\"");
      String heading = between(section, "<h2>", "</h2>");
      list.append("<li><a href=\"#").append(id).append("\">").append(heading).append("</a></li>\n");
    }
    return list.append("</ul></nav>\n").toString();
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before) + before.length();
    return text.substring(start, text.indexOf(after, start));
  }
}
