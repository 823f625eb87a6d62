package io.viralstream.gateway.results;

import io.viralstream.gateway.results.ResultsView.UnlikeView;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.EvaluationResult.Asking;
import io.viralstream.metrics.read.EvaluationResult.Variant;
import java.util.List;
import java.util.Optional;

/// What keeps two evaluations of one benchmark from being compared, and the command that mends it
/// where one does.
final class Unlike {
  private Unlike() {}

  static Optional<UnlikeView> of(EvaluationResult first, EvaluationResult second) {
    if (!first.version().equals(second.version()))
      return unlike(
          first,
          second,
          "items or truth: versions " + shortly(first) + " and " + shortly(second),
          Optional.of("viral rescore " + second.id() + " --truth " + first.version()));
    List<String> parsers = parsers(first);
    if (!parsers.equals(parsers(second)))
      return unlike(
          first,
          second,
          "parser: " + parsers + " and " + parsers(second),
          Optional.of("viral rescore " + second.id() + parserOption(first)));
    return asking(first, second);
  }

  private static Optional<UnlikeView> asking(EvaluationResult first, EvaluationResult second) {
    Asking one = first.asking();
    Asking other = second.asking();
    if (!one.prompt().equals(other.prompt()))
      return unlike(
          first, second, "prompt: " + one.prompt() + " and " + other.prompt(), Optional.empty());
    if (one.maxTokens() != other.maxTokens() || one.temperature() != other.temperature())
      return unlike(
          first,
          second,
          "decoding: " + decoding(one) + " and " + decoding(other),
          Optional.empty());
    return Optional.empty();
  }

  private static String decoding(Asking asking) {
    return asking.maxTokens() + " tokens at temperature " + asking.temperature();
  }

  private static String shortly(EvaluationResult result) {
    return result.version().substring(0, Math.min(12, result.version().length()));
  }

  private static List<String> parsers(EvaluationResult result) {
    return result.variants().stream().map(Variant::parser).toList();
  }

  /// One variant may be named; the rule's own need no name.
  private static String parserOption(EvaluationResult result) {
    return result.variants().size() == 1 ? " --parser " + result.variants().getFirst().name() : "";
  }

  private static Optional<UnlikeView> unlike(
      EvaluationResult first, EvaluationResult second, String why, Optional<String> mend) {
    return Optional.of(
        new UnlikeView(first.benchmark(), first.model(), second.model(), why, mend.orElse(null)));
  }
}
