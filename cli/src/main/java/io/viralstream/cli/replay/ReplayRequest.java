package io.viralstream.cli.replay;

import io.viralstream.cli.client.BenchmarkSummary;
import io.viralstream.scoring.BenchmarkRule;
import java.util.List;
import java.util.Optional;

/// Whose answers to which benchmark are to be scored, and how.
///
/// @param benchmark its name
/// @param version only this sealed version, where the user names one
/// @param model whose answers they are, in free text
/// @param run which of the model's answers they are; without it, the hash of their file
/// @param answerLength the most characters of one answer
public record ReplayRequest(
    String benchmark,
    Optional<String> version,
    String model,
    Optional<String> run,
    BenchmarkRule rule,
    int answerLength) {

  /// The sealed version that the bare name means under this rule.
  Optional<BenchmarkSummary> newest(List<BenchmarkSummary> sealed) {
    return sealed.stream()
        .filter(one -> one.name().equals(benchmark) && one.newest())
        .filter(one -> one.rule().equals(rule.text()))
        .findFirst();
  }

  /// A sealed version by its hash.
  ///
  /// @throws ReplayRefused where it is sealed with another rule
  Optional<BenchmarkSummary> exact(List<BenchmarkSummary> sealed, String hash) {
    Optional<BenchmarkSummary> found =
        sealed.stream()
            .filter(one -> one.name().equals(benchmark) && one.version().equals(hash))
            .findFirst();
    found
        .filter(one -> !one.rule().equals(rule.text()))
        .ifPresent(other -> {
          throw new ReplayRefused(
              "rule "
                  + rule.text()
                  + ": "
                  + other.reference()
                  + " is sealed with rule "
                  + other.rule()
                  + "; say --rule "
                  + other.rule()
                  + ", or another --benchmark name");
        });
    return found;
  }
}
