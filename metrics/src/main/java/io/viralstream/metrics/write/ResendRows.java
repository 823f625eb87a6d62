package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.Resend;
import java.util.List;

/// Dead letters that were sent again as rows of `resends`.
final class ResendRows {
  static final Target<Resend, Stored<Resend>> TARGET =
      Target.of(
          "resends",
          List.of(
              Column.text("id", row -> row.record().getId()),
              Column.text("became_topic", row -> row.record().getBecame().getTopic()),
              Column.int32("became_partition", row -> row.record().getBecame().getPartition()),
              Column.int64("became_offset", row -> row.record().getBecame().getOffset()),
              Column.time("at", row -> row.record().getAt())));

  private ResendRows() {}
}
