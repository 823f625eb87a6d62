package io.viralstream.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The pictures that an analysis drew of its first items, models side by side, with their answers.
///
/// @param folder of the analysis
record AnalysisPictureRows(Path folder, PictureBudget budget) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ITEMS = 6;
  private static final Pattern NAME = Pattern.compile("\\d{4}-\\d-(pca|attention)-(\\d+)\\.png");

  String of(List<String> versions) throws IOException {
    StringBuilder html = new StringBuilder();
    try (BufferedReader lines = Files.newBufferedReader(folder.resolve("rows.jsonl"))) {
      int number = 0;
      for (String line = lines.readLine();
          line != null && number < MOST_ITEMS;
          line = lines.readLine()) {
        number++;
        JsonNode row = JSON.readTree(line);
        if (!row.has("skipped")) html.append(item(number, row, versions));
      }
    }
    return html.isEmpty() ? "" : "<h3>Pictures</h3>\n" + html;
  }

  private String item(int number, JsonNode row, List<String> versions) throws IOException {
    StringBuilder models = new StringBuilder();
    for (int model = 0; model < row.path("models").size(); model++) {
      String strip = strip(number, model + 1);
      if (strip.isEmpty()) continue;
      String answer = row.path("models").get(model).path("answer").asText("");
      models
          .append("<div class=\"strip\"><p>")
          .append(Html.text(versions.get(Math.min(model, versions.size() - 1))))
          .append(answer.isEmpty() ? "" : ": <q>" + Html.text(answer) + "</q>")
          .append("</p>")
          .append(strip)
          .append("</div>\n");
    }
    return models.isEmpty()
        ? ""
        : "<article class=\"seen\"><p class=\"asked\">"
            + Html.text(row.path("question").asText())
            + "</p>"
            + models
            + "</article>\n";
  }

  /// The square that was seen, then components and attention layer by layer.
  private String strip(int number, int model) throws IOException {
    String start = String.format(Locale.ROOT, "%04d-%d-", number, model);
    Path seen = folder.resolve("pictures").resolve(start + "seen.png");
    if (!Files.exists(seen)) return "";
    StringBuilder strip = new StringBuilder(figure(seen, "seen"));
    for (Path file : drawn(start)) strip.append(figure(file, described(file)));
    return strip.toString();
  }

  private List<Path> drawn(String start) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder.resolve("pictures"))) {
      all.filter(file -> String.valueOf(file.getFileName()).startsWith(start))
          .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
          .forEach(files::add);
    }
    files.sort(
        Comparator.comparing(AnalysisPictureRows::kind)
            .reversed()
            .thenComparing(AnalysisPictureRows::layer));
    return files;
  }

  private static Optional<Matcher> parts(Path file) {
    return Optional.of(NAME.matcher(String.valueOf(file.getFileName()))).filter(Matcher::matches);
  }

  private static String kind(Path file) {
    return parts(file).map(each -> each.group(1)).orElse("");
  }

  private static int layer(Path file) {
    return parts(file).map(each -> Integer.parseInt(each.group(2))).orElse(0);
  }

  private static String described(Path file) {
    return (kind(file).equals("pca") ? "components" : "attention") + ", layer " + layer(file);
  }

  private String figure(Path file, String described) throws IOException {
    return "<figure>"
        + budget.img(Files.readAllBytes(file), described)
        + "<figcaption>"
        + Html.text(described)
        + "</figcaption></figure>";
  }
}
