package io.viralstream.gateway.results;

import io.viralstream.metrics.read.SampleLineage;
import io.viralstream.metrics.read.SampleLineage.Admission;
import io.viralstream.metrics.read.SampleLineage.Followed;
import io.viralstream.metrics.read.SampleLineage.QuestionAnswer;
import io.viralstream.metrics.read.SampleLineage.Trained;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A sample from its admission to the models that followed, as clients read it.
///
/// @param feed and pass and decision of its first admission; `admissions` has all of them
/// @param image the picture's SHA-256
record SampleView(
    String id,
    @Nullable String clientId,
    String feed,
    int pass,
    String decision,
    @Nullable String reason,
    List<QuestionAnswer> turns,
    @Nullable String image,
    List<AdmissionView> admissions,
    List<StepView> steps,
    List<Followed> models) {

  /// One admission, `taken` or `withheld`.
  record AdmissionView(String feed, int pass, String decision, @Nullable String reason, String at) {
    static AdmissionView of(Admission admission) {
      return new AdmissionView(
          admission.feed(),
          admission.pass(),
          admission.decision().toLowerCase(Locale.ROOT),
          admission.reason().orElse(null),
          admission.at().toString());
    }
  }

  /// One optimizer step, with what was measured before its update (prequential).
  record StepView(
      String arm,
      long step,
      String feed,
      int pass,
      double lm,
      @Nullable Double vra,
      int turns,
      int exactTurns,
      String at) {
    static StepView of(Trained trained) {
      return new StepView(
          trained.arm(),
          trained.step(),
          trained.feed(),
          trained.pass(),
          trained.lm(),
          trained.vra().isPresent() ? trained.vra().getAsDouble() : null,
          trained.turns(),
          trained.exactTurns(),
          trained.at().toString());
    }
  }

  static SampleView of(SampleLineage lineage) {
    List<AdmissionView> admissions = lineage.admissions().stream().map(AdmissionView::of).toList();
    AdmissionView first = admissions.getFirst();
    return new SampleView(
        lineage.id(),
        lineage.clientId().orElse(null),
        first.feed(),
        first.pass(),
        first.decision(),
        first.reason(),
        lineage.turns(),
        lineage.imageSha256().orElse(null),
        admissions,
        lineage.steps().stream().map(StepView::of).toList(),
        lineage.models());
  }
}
