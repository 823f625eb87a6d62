package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Recording;
import io.viralstream.schemas.avro.Score;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.Variant;
import io.viralstream.scoring.parse.ParsedAnswer;
import io.viralstream.scoring.parse.Question;
import io.viralstream.scoring.parse.SynonymTable;
import io.viralstream.streams.deadletter.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// One answer, read by one parser, with everything that is needed to read it again by another.
final class ScoreRow {
  private ScoreRow() {}

  /// One row for each variant that scores the evaluation: those that it names, else those of its
  /// rule that score at once.
  ///
  /// @throws RefusedException where the rule is one that we do not know
  static List<Score> all(
      Evaluation evaluation,
      SynonymTable synonyms,
      BenchmarkItem item,
      Answer answer,
      Origin origin,
      Instant now) {
    BenchmarkRule rule = rule(evaluation);
    if (rule == BenchmarkRule.CHAIR && evaluation.getSynonyms().isEmpty())
      throw new RefusedException(
          Category.INVALID, "evaluations: synonyms are missing, expected a table for rule=CHAIR");
    Question question = Question.of(item, synonyms);
    return rule.scoring(evaluation.getRecording().map(Recording::getVariants).orElse(List.of()))
        .map(variant -> of(evaluation, item, answer, variant, question, origin, now))
        .toList();
  }

  private static BenchmarkRule rule(Evaluation evaluation) {
    return BenchmarkRule.of(evaluation.getRule())
        .orElseThrow(() ->
            new RefusedException(
                Category.INVALID,
                "evaluations: rule=" + evaluation.getRule() + ", expected " + symbols()));
  }

  private static String symbols() {
    return Arrays.stream(BenchmarkRule.values())
        .map(BenchmarkRule::symbol)
        .map(ScoringRule::name)
        .collect(Collectors.joining(" or "));
  }

  private static Score of(
      Evaluation evaluation,
      BenchmarkItem item,
      Answer answer,
      Variant variant,
      Question question,
      Origin origin,
      Instant now) {
    ParsedAnswer reading = variant.reader().read(question, answer.getText());
    return asked(evaluation, item)
        .setVariant(variant.name())
        .setParser(variant.parser())
        .setRaw(answer.getText())
        .setParsed(reading.parsed())
        .setCorrect(reading.correct())
        .setBatch(answer.getRan().getBatch())
        .setDataType(answer.getRan().getDataType())
        .setDevice(answer.getRan().getDevice())
        .setPromptTokens(answer.getPromptTokens())
        .setCompletionTokens(answer.getCompletionTokens())
        .setLatencyMillis(latencyMillis(answer))
        .setOrigin(origin)
        .setCached(answer.getRan().getCached())
        .setAt(now)
        .build();
  }

  /// What the evaluation and its item say.
  private static Score.Builder asked(Evaluation evaluation, BenchmarkItem item) {
    return Score.newBuilder()
        .setEvaluation(evaluation.getId())
        .setItemId(item.getId())
        .setBenchmark(evaluation.getBenchmark())
        .setVersion(evaluation.getVersion())
        .setModelVersion(evaluation.getModelVersion())
        .setArm(evaluation.getArm())
        .setSourceId(item.getSourceId())
        .setCategory(item.getCategory())
        .setGroup(item.getGroup().orElse(null))
        .setQuestion(item.getQuestion())
        .setTruth(item.getTruth())
        .setImage(item.getImage().orElse(null))
        .setPrompt(evaluation.getPrompt())
        .setDecoding(evaluation.getDecoding())
        .setExecution(evaluation.getExecution())
        .setImageName(item.getImageName().orElse(null))
        .setGroups(item.getGroups());
  }

  static double latencyMillis(Answer answer) {
    return Duration.between(answer.getAskedAt(), answer.getAt()).toNanos() / 1e6;
  }
}
