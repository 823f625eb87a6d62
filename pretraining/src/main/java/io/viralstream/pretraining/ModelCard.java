package io.viralstream.pretraining;

import io.viralstream.pretraining.Examination.Skill;
import java.util.List;
import java.util.Locale;

/// `CARD.md`: how the default model was made, and how good it is.
record ModelCard(
    PretrainSettings settings, List<Skill> skills, Probe.Score encoder, Probe.Score teacher) {
  String text() {
    return String.format(
        Locale.ROOT,
        """
        # The default model

        Made by `./viral pretrain --seed %d` from scenes that the project generates, and by nothing else.
        All weights are half precision. Every figure below was measured by that command on the files as written.

        ## How it learnt
        | stage | what | steps | batch | peak rate |
        |---|---|---|---|---|
        %s
        Scenes are never shown twice. Colours: red, green, blue, yellow, black, purple. Shapes: circle, square,
        triangle, cross. It has never been asked for an object's colour, and no picture of another data set was used.

        ## What it answers
        On %d generated scenes that the split keeps from training, in NLVR's wording, greedy decoding:

        | questions | asked | right | chance |
        |---|---|---|---|
        %s
        Chance is the best constant answer's share, about; for counts that of the commonest number.

        ## What its features hold
        A linear probe on the patches that show an object (%d scenes to fit, half as many to test):

        | features | colour | shape |
        |---|---|---|
        %s%s| chance, about | .17 | .27 |
        """,
        settings.seed(),
        stages(),
        settings.heldOut(),
        answers(),
        settings.heldOut(),
        probe("V_ψ, block 4 of 5", encoder),
        probe("E, after the final norm", teacher));
  }

  private String stages() {
    return stage("V_ψ, crops of one object", "which colour and shape", settings.encoderCrops())
        + stage("V_ψ, whole scenes", "which are present", settings.encoderScenes())
        + stage("E, whole scenes", "every patch", settings.teacher())
        + stage("P_φ and LM_θ", "whether and how many", settings.presence())
        + stage("P_φ and LM_θ", "where", settings.place());
  }

  private static String stage(String stage, String what, StagePlan plan) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %s |\n",
        stage,
        what,
        plan.steps(),
        plan.batch(),
        plan.peakRate());
  }

  private String answers() {
    StringBuilder rows = new StringBuilder();
    for (Skill skill : skills) {
      rows.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.3f | %s |%n",
              skill.category().word(),
              skill.asked(),
              skill.accuracy(),
              chance(skill)));
    }
    return rows.toString();
  }

  private static String chance(Skill skill) {
    return switch (skill.category()) {
      case EXISTENCE, NOVELTY -> ".50";
      case COUNT -> ".40";
      case RELATION, POSITION -> ".25";
      case COLOUR -> ".12";
    };
  }

  private static String probe(String features, Probe.Score score) {
    return String.format(
        Locale.ROOT, "| %s | %.3f | %.3f |%n", features, score.colour(), score.shape());
  }
}
