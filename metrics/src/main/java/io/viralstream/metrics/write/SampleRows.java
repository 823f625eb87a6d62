package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.Admitted;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Turn;
import java.time.Instant;
import java.util.List;

/// First-seen samples as rows of `samples`.
final class SampleRows {
  static final Target<Admitted, Stored<Admitted>> TARGET =
      Target.of(
          "samples",
          List.of(
              Column.text("id", row -> row.record().getSample().getId()),
              Column.optionalText("client_id", row -> row.record().getSample().getClientId()),
              Column.text("feed", row -> row.record().getFeed()),
              Column.int32("pass", row -> row.record().getPass()),
              Column.text("decision", row -> row.record().getDecision().name()),
              Column.optionalText("reason", row -> row.record().getReason()),
              Column.texts(
                  "questions",
                  row ->
                      row.record().getSample().getTurns().stream().map(Turn::getQuestion).toList()),
              Column.texts(
                  "answers",
                  row ->
                      row.record().getSample().getTurns().stream().map(Turn::getAnswer).toList()),
              Column.optionalText(
                  "image_sha256",
                  row -> row.record().getSample().getImage().map(ImageRef::getSha256)),
              Column.optionalText(
                  "image_uri", row -> row.record().getSample().getImage().map(ImageRef::getUri)),
              Column.text(
                  "text_fingerprint", row -> row.record().getSample().getFingerprints().getText()),
              Column.optionalInt64(
                  "picture_fingerprint",
                  row -> row.record().getSample().getFingerprints().getPicture()),
              Column.text("origin_topic", row -> row.record().getOrigin().getTopic()),
              Column.int32("origin_partition", row -> row.record().getOrigin().getPartition()),
              Column.int64("origin_offset", row -> row.record().getOrigin().getOffset()),
              Column.time("at", row -> row.record().getAt()),
              Column.time("accepted_at", row -> acceptedAt(row.record()))));

  private SampleRows() {}

  /// Records of earlier versions say only when they were admitted, a moment later.
  private static Instant acceptedAt(Admitted admitted) {
    return admitted.getAcceptedAt().orElse(admitted.getAt());
  }
}
