package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Score;
import java.util.List;

/// Scored answers as rows of `scores`.
final class ScoreRows {
  static final Target<Score, Stored<Score>> TARGET =
      Target.of(
          "scores",
          List.of(
              Column.text("evaluation", row -> row.record().getEvaluation()),
              Column.text("item_id", row -> row.record().getItemId()),
              Column.text("benchmark", row -> row.record().getBenchmark()),
              Column.text("version", row -> row.record().getVersion()),
              Column.text("model_version", row -> row.record().getModelVersion()),
              Column.text("arm", row -> row.record().getArm()),
              Column.optionalInt64(
                  "step", row -> ModelVersion.step(row.record().getModelVersion())),
              Column.text("source_id", row -> row.record().getSourceId()),
              Column.text("category", row -> row.record().getCategory()),
              Column.optionalText("item_group", row -> row.record().getGroup()),
              Column.text("question", row -> row.record().getQuestion()),
              Column.text("truth", row -> row.record().getTruth()),
              Column.text("variant", row -> row.record().getVariant()),
              Column.text("parser", row -> row.record().getParser()),
              Column.text("raw", row -> row.record().getRaw()),
              Column.text("parsed", row -> row.record().getParsed()),
              Column.flag("correct", row -> row.record().getCorrect()),
              Column.optionalText(
                  "image_sha256", row -> row.record().getImage().map(ImageRef::getSha256)),
              Column.optionalText("image_name", row -> row.record().getImageName()),
              GroupColumns.kinds(row -> row.record().getGroups()),
              GroupColumns.ids(row -> row.record().getGroups()),
              GroupColumns.sizes(row -> row.record().getGroups()),
              Column.text("prompt", row -> row.record().getPrompt()),
              Column.int32("max_tokens", row -> row.record().getDecoding().getMaxTokens()),
              Column.float64("temperature", row -> row.record().getDecoding().getTemperature()),
              Column.int32("asked_batch", row -> row.record().getExecution().getBatch()),
              Column.text("asked_data_type", row -> row.record().getExecution().getDataType()),
              Column.int32("batch", row -> row.record().getBatch()),
              Column.text("data_type", row -> row.record().getDataType()),
              Column.text("device", row -> row.record().getDevice()),
              Column.flag("cached", row -> row.record().getCached()),
              Column.int32("prompt_tokens", row -> row.record().getPromptTokens()),
              Column.int32("completion_tokens", row -> row.record().getCompletionTokens()),
              Column.float64("latency_ms", row -> row.record().getLatencyMillis()),
              Column.text("origin_topic", row -> row.record().getOrigin().getTopic()),
              Column.int32("origin_partition", row -> row.record().getOrigin().getPartition()),
              Column.int64("origin_offset", row -> row.record().getOrigin().getOffset()),
              Column.time("at", row -> row.record().getAt())));

  private ScoreRows() {}
}
