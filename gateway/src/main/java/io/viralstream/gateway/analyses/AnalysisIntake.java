package io.viralstream.gateway.analyses;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.batch.Intake;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.Outbox;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.serde.AvroSerde;
import java.time.Clock;
import java.util.Optional;

/// Turns a document into an analysed item in the log. The same item again goes to the same
/// partition, where the last one holds.
public final class AnalysisIntake implements Intake {
  /// What the record's key and its envelope may take beside it.
  private static final int ENVELOPE = 2 << 10;

  private static final int MOST_BYTES = Topics.ANALYSES.maxRecordBytes() - ENVELOPE;

  private final AnalysisFormat format;
  private final AvroSerde<Analysis> serde;
  private final Outbox outbox;
  private final Clock clock;

  public AnalysisIntake(Limits limits, AvroSerde<Analysis> serde, Outbox outbox, Clock clock) {
    this.format = new AnalysisFormat(limits);
    this.serde = serde;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// The record is read for its faults and let go, and read again when its turn to be sent comes:
  /// records take a multiple of a body's bytes, and all lines of a batch are read before the first
  /// is sent.
  @Override
  public Arrival receive(Field document, Attachments files) {
    Analysis unused = read(document);
    return () -> send(read(document));
  }

  private Analysis read(Field document) {
    Analysis analysis = format.read(document, clock.instant());
    int bytes = serde.toBytes(Topics.ANALYSES.name(), analysis).length;
    if (bytes > MOST_BYTES)
      throw document
          .required("figures")
          .problem(
              ProblemKind.TOO_LARGE,
              "the record has " + bytes + " bytes with them, expected at most " + MOST_BYTES);
    return analysis;
  }

  private Sent send(Analysis analysis) {
    String key = analysis.getAnalysis() + "/" + analysis.getItem();
    return new Sent(
        key, Optional.of(analysis.getItem()), outbox.send(Topics.ANALYSES, key, analysis));
  }
}
