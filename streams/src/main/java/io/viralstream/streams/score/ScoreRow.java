package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Score;
import java.time.Duration;
import java.time.Instant;

/// One answer, read by one scorer, with everything that is needed to read it again by another.
final class ScoreRow {
  private ScoreRow() {}

  static Score of(
      Evaluation evaluation,
      BenchmarkItem item,
      Answer answer,
      Scorer scorer,
      Origin origin,
      Instant now) {
    ParsedAnswer reading = scorer.read(item, answer.getText());
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
        .setVariant(scorer.variant())
        .setParser(scorer.parser())
        .setRaw(answer.getText())
        .setParsed(reading.parsed())
        .setCorrect(reading.correct())
        .setImage(item.getImage().orElse(null))
        .setPrompt(evaluation.getPrompt())
        .setDecoding(evaluation.getDecoding())
        .setExecution(evaluation.getExecution())
        .setBatch(answer.getRan().getBatch())
        .setDataType(answer.getRan().getDataType())
        .setDevice(answer.getRan().getDevice())
        .setPromptTokens(answer.getPromptTokens())
        .setCompletionTokens(answer.getCompletionTokens())
        .setLatencyMillis(latencyMillis(answer))
        .setOrigin(origin)
        .setAt(now)
        .build();
  }

  static double latencyMillis(Answer answer) {
    return Duration.between(answer.getAskedAt(), answer.getAt()).toNanos() / 1e6;
  }
}
