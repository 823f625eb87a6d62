package io.viralstream.gateway.analyses;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.json.Field;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.avro.AnalysisFigure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A document of one analysed item:
///
/// ```
/// {"analysis":HASH,"model":"viral-8-abc","modelHash":HASH,"data":"pope","item":"17","picture":HASH,
///  "question":"Is it red?","answer":"yes","settings":"k=10","figures":[
///  {"measure":"cknna.encoder","layer":3,"value":0.25},
///  {"measure":"entropy","layer":3,"head":1,"reason":"no component"}]}
/// ```
///
/// `picture`, `answer`, `layer` and `head` may be absent; a figure has a value or a reason.
final class AnalysisFormat {
  private static final int MODEL = 200;
  private static final int DATA = 200;
  private static final int ITEM = 300;
  private static final int SETTINGS = 10_000;
  private static final int REASON = 200;
  private static final int FIGURES = 100_000;
  private static final int MOST_LAYERS = 10_000;

  /// The order in which figures are kept, whatever the order in which they were sent.
  private static final Comparator<AnalysisFigure> ORDER =
      Comparator.comparing(AnalysisFigure::getMeasure)
          .thenComparing(figure -> figure.getLayer().orElse(-1))
          .thenComparing(figure -> figure.getHead().orElse(-1));

  private final int questionLength;
  private final int answerLength;

  AnalysisFormat(Limits limits) {
    this.questionLength = limits.questionLength();
    this.answerLength = limits.answerLength();
  }

  /// @throws io.viralstream.gateway.problem.ProblemException naming the field that is at fault
  Analysis read(Field document, Instant at) {
    return Analysis.newBuilder()
        .setAnalysis(matching(document.required("analysis"), Parameters.HASH))
        .setModel(document.required("model").text(MODEL))
        .setModelHash(matching(document.required("modelHash"), Parameters.HASH))
        .setData(document.required("data").text(DATA))
        .setItem(document.required("item").text(ITEM))
        .setPicture(
            document.optional("picture").map(hash -> matching(hash, Parameters.HASH)).orElse(null))
        .setQuestion(document.required("question").verbatim(questionLength))
        .setAnswer(
            document.optional("answer").map(text -> text.verbatim(answerLength)).orElse(null))
        .setSettings(document.required("settings").verbatim(SETTINGS))
        .setFigures(figures(document.required("figures")))
        .setAt(at)
        .build();
  }

  /// One figure after the other, with one text for all that say the same: a document of a hundred
  /// thousand figures stays small on the heap.
  private static List<AnalysisFigure> figures(Field field) {
    var figures = new ArrayList<AnalysisFigure>();
    Map<String, String> texts = new HashMap<>();
    field.each(1, FIGURES, one -> figures.add(figure(one, texts)));
    figures.sort(ORDER);
    for (int i = 1; i < figures.size(); i++)
      if (ORDER.compare(figures.get(i - 1), figures.get(i)) == 0)
        throw field.invalid(name(figures.get(i)) + " is there twice");
    return figures;
  }

  private static AnalysisFigure figure(Field field, Map<String, String> texts) {
    Optional<Field> layer = field.optional("layer");
    Optional<Field> head = field.optional("head");
    if (head.isPresent() && layer.isEmpty()) throw head.get().invalid("a head without a layer");
    Optional<Double> value = field.optional("value").map(Field::number);
    Optional<String> reason = field.optional("reason").map(text -> text.text(REASON));
    if (value.isPresent() == reason.isPresent())
      throw field.invalid("expected a value or a reason, and not both");
    return new AnalysisFigure(
        shared(matching(field.required("measure"), Parameters.NAME), texts),
        layer.map(AnalysisFormat::index).orElse(null),
        head.map(AnalysisFormat::index).orElse(null),
        value.orElse(null),
        reason.map(text -> shared(text, texts)).orElse(null));
  }

  private static int index(Field field) {
    return field.integer(0, MOST_LAYERS);
  }

  private static String shared(String text, Map<String, String> texts) {
    return texts.computeIfAbsent(text, same -> same);
  }

  private static String matching(Field field, Pattern pattern) {
    String text = field.text();
    if (!pattern.matcher(text).matches())
      throw field.invalid("does not match " + pattern.pattern());
    return text;
  }

  /// Such as `entropy at layer 3, head 1`.
  private static String name(AnalysisFigure figure) {
    return figure.getMeasure()
        + figure.getLayer().map(layer -> " at layer " + layer).orElse("")
        + figure.getHead().map(head -> ", head " + head).orElse("");
  }
}
