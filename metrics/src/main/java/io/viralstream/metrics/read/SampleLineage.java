package io.viralstream.metrics.read;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// One sample from its admission to the models that followed.
///
/// @param clientId the id that the client gave it, if any
/// @param admissions every time that it was taken or withheld, oldest first, at least one
public record SampleLineage(
    String id,
    Optional<String> clientId,
    List<QuestionAnswer> turns,
    Optional<String> imageSha256,
    List<Admission> admissions,
    List<Trained> steps,
    List<Followed> models) {

  /// One turn.
  public record QuestionAnswer(String question, String answer) {}

  /// One time that it came to route.
  ///
  /// @param decision TAKEN or WITHHELD
  public record Admission(
      String feed, int pass, String decision, Optional<String> reason, Instant at) {}

  /// A step that trained on it, with what was measured before the update.
  ///
  /// @param lm mean negative log-likelihood of its answer tokens
  /// @param vra negative mean cosine of its visual tokens
  /// @param exactTurns turns, of `turns`, whose answer greedy decoding would have given
  public record Trained(
      String arm,
      long step,
      String feed,
      int pass,
      double lm,
      OptionalDouble vra,
      int turns,
      int exactTurns,
      Instant at) {}

  /// The first version of an arm that covers it, and that arm's newest.
  public record Followed(String arm, String first, String newest) {}
}
