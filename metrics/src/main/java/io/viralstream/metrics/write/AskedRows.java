package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.Asked;
import io.viralstream.schemas.avro.ImageRef;
import java.util.List;

/// Live answers as rows of `asked`.
final class AskedRows {
  static final Target<Asked, Stored<Asked>> TARGET =
      Target.of(
          "asked",
          List.of(
              Column.text("id", row -> row.record().getId()),
              Column.text("model_version", row -> row.record().getModelVersion()),
              Column.text("question", row -> row.record().getQuestion()),
              Column.optionalText(
                  "image_sha256", row -> row.record().getImage().map(ImageRef::getSha256)),
              Column.text("answer", row -> row.record().getText()),
              Column.optionalText("failure", row -> row.record().getFailure()),
              Column.int32("prompt_tokens", row -> row.record().getPromptTokens()),
              Column.int32("completion_tokens", row -> row.record().getCompletionTokens()),
              Column.float64("latency_ms", row -> row.record().getLatencyMillis()),
              Column.text("origin_topic", row -> row.record().getOrigin().getTopic()),
              Column.int32("origin_partition", row -> row.record().getOrigin().getPartition()),
              Column.int64("origin_offset", row -> row.record().getOrigin().getOffset()),
              Column.time("at", row -> row.record().getAt())));

  private AskedRows() {}
}
