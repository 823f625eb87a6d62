package io.viralstream.cli.demo;

import io.viralstream.cli.console.Table;
import io.viralstream.cli.console.Table.Column;
import io.viralstream.cli.demo.HeldOutScores.Part;
import io.viralstream.cli.report.FigureFormat;
import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.scoring.figures.Measure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The three evaluations of a demo side by side.
record DemoTables(HeldOutScores before, HeldOutScores during, HeldOutScores after) {

  static DemoTables of(DemoFigures figures) {
    return new DemoTables(
        new HeldOutScores(figures.before()),
        new HeldOutScores(figures.during()),
        new HeldOutScores(figures.after()));
  }

  String accuracies() {
    var table =
        Table.of(
            Column.text("category"),
            Column.text("stream"),
            Column.figure("n"),
            Column.text("before, step " + before.step()),
            Column.text("during, step " + during.step()),
            Column.text("after, step " + after.step()));
    for (EvaluationResult.Category category : before.categories()) {
      row(
          table,
          category.name(),
          HeldOutScores.part(category.name()),
          category.items(),
          all().map(one -> one.measured(category.name(), Measure.ACCURACY)).toList());
    }
    for (Part part : List.of(Part.TAUGHT, Part.REPEATED))
      row(
          table,
          "all " + word(part),
          part,
          before.items(part),
          all().map(one -> Optional.of(one.accuracy(part))).toList());
    return table.text();
  }

  private static void row(
      Table table, String name, Part part, long items, List<Optional<Measured>> accuracies) {
    table.row(
        name,
        word(part),
        Long.toString(items),
        withInterval(accuracies.get(0)),
        withInterval(accuracies.get(1)),
        withInterval(accuracies.get(2)));
  }

  String yesAndNo() {
    var table =
        Table.of(
            Column.text("category"),
            Column.figure("yes before"),
            Column.figure("during"),
            Column.figure("after"),
            Column.figure("halluc. before"),
            Column.figure("during"),
            Column.figure("after"));
    for (EvaluationResult.Category category : before.categories()) {
      String name = category.name();
      if (before.measured(name, Measure.YES_RATIO).isEmpty()) continue;
      table.row(
          name,
          share(before.measured(name, Measure.YES_RATIO)),
          share(during.measured(name, Measure.YES_RATIO)),
          share(after.measured(name, Measure.YES_RATIO)),
          share(before.measured(name, Measure.HALLUCINATION)),
          share(during.measured(name, Measure.HALLUCINATION)),
          share(after.measured(name, Measure.HALLUCINATION)));
    }
    return table.text();
  }

  private Stream<HeldOutScores> all() {
    return Stream.of(before, during, after);
  }

  private static String word(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static String withInterval(Optional<Measured> measured) {
    Optional<String> interval =
        measured
            .flatMap(Measured::interval)
            .map(i -> " " + FigureFormat.interval(i.low(), i.high()));
    return share(measured) + interval.orElse("");
  }

  private static String share(Optional<Measured> measured) {
    Optional<OptionalDouble> value =
        measured.map(Measured::value).filter(known -> known.isPresent());
    return value.map(known -> FigureFormat.share(known.getAsDouble())).orElse("–");
  }
}
