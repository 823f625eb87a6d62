package io.viralstream.cli.page;

import io.viralstream.cli.page.AnsweredItem.Said;
import io.viralstream.images.Picture;
import io.viralstream.images.PngWriter;
import io.viralstream.images.Resize;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Questions with picture, truth and both answers.
record AnswerCards(PictureBudget budget) {
  private static final int SIDE = 160;

  String of(AnswerDifferences differences, List<String> versions) {
    String counted =
        String.format(
            Locale.ROOT,
            "%,d questions are answered with other words, of which %,d are right in one version and"
                + " wrong in the other. %,d are shown, those first.",
            differences.all(),
            differences.flips(),
            differences.shown().size());
    String cards =
        differences.shown().stream()
            .map(item -> card(item, versions))
            .collect(Collectors.joining());
    return Html.paragraph(counted) + "<div class=\"cards\">\n" + cards + "</div>\n";
  }

  private String card(AnsweredItem item, List<String> versions) {
    String picture =
        item.picture()
            .map(each -> budget.img(PngWriter.write(small(each)), "picture of the question"))
            .orElse("<span class=\"gone\">no picture</span>");
    return "<article>"
        + picture
        + "<div><p class=\"asked\">"
        + Html.text(item.question())
        + "</p><p>truth: <b>"
        + Html.text(item.truth())
        + "</b> <small>"
        + Html.text(item.category())
        + "</small></p>"
        + said(versions.getFirst(), item.first())
        + said(versions.getLast(), item.second())
        + "</div></article>\n";
  }

  private static String said(String version, Said said) {
    return "<p>"
        + Html.text(version)
        + ": <q>"
        + Html.text(said.text())
        + "</q> <small>"
        + Html.text(said.verdict().word())
        + "</small></p>";
  }

  /// Never larger than it is.
  private static Picture small(Picture picture) {
    int longest = Math.max(picture.height(), picture.width());
    if (longest <= SIDE) return picture;
    int height = Math.max(1, picture.height() * SIDE / longest);
    int width = Math.max(1, picture.width() * SIDE / longest);
    return Resize.bicubic(picture, height, width);
  }
}
