package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.util.List;

/// Dead letters as rows of `dead_letters`; their bytes stay in the topic.
final class DeadLetterRows {
  static final Target<DeadLetter, Stored<DeadLetter>> TARGET =
      Target.of(
          "dead_letters",
          List.of(
              Column.text("id", row -> row.record().getId()),
              Column.text("step", row -> row.record().getStep().name()),
              Column.optionalText("arm", row -> row.record().getArm()),
              Column.text("category", row -> row.record().getCategory().name()),
              Column.text("reason", row -> row.record().getReason()),
              Column.text("origin_topic", row -> row.record().getOrigin().getTopic()),
              Column.int32("origin_partition", row -> row.record().getOrigin().getPartition()),
              Column.int64("origin_offset", row -> row.record().getOrigin().getOffset()),
              Column.int32(
                  "value_bytes",
                  row -> row.record().getValue().map(ByteBuffer::remaining).orElse(0)),
              Column.time("at", row -> row.record().getAt())));

  private DeadLetterRows() {}
}
