package io.viralstream.cli.replay;

import io.viralstream.cli.client.BenchmarkSummary;
import io.viralstream.cli.client.EvaluationState;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.Variant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which closed evaluation is to be scored again, by which parser, and against which truth.
///
/// @param parser a variant of the rule; without it, those that score at once
/// @param truth a version of the same benchmark; without it, the evaluation's own
public record RescoreRequest(String evaluation, Optional<String> parser, Optional<String> truth) {

  /// The version that the answers are scored against.
  ///
  /// @throws ReplayRefused where the evaluation is open, or version or parser do not exist
  BenchmarkSummary target(EvaluationState state, List<BenchmarkSummary> sealed) {
    if (!state.phase().over())
      throw new ReplayRefused(
          "evaluation " + evaluation + " is still open; it can be rescored once it is over");
    String name = state.benchmark().substring(0, state.benchmark().indexOf('@'));
    String reference =
        truth
            .map(version -> version.contains("@") ? version : name + "@" + version)
            .orElse(state.benchmark());
    BenchmarkSummary target =
        sealed.stream()
            .filter(one -> one.reference().equals(reference))
            .findFirst()
            .orElseThrow(() -> new ReplayRefused("--truth: no sealed version is " + reference));
    demandParser(target);
    return target;
  }

  private void demandParser(BenchmarkSummary target) {
    BenchmarkRule rule =
        BenchmarkRule.named(target.rule())
            .orElseThrow(() ->
                new ReplayRefused(
                    target.reference() + ": rule " + target.rule() + " is not known here"));
    if (parser.isEmpty() || rule.variant(parser.get()).isPresent()) return;
    throw new ReplayRefused(
        "--parser="
            + parser.get()
            + ": rule "
            + rule.text()
            + " has "
            + rule.variants().stream().map(Variant::name).collect(Collectors.joining(", ")));
  }
}
