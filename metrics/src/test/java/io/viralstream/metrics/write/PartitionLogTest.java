package io.viralstream.metrics.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.avro.AnalysisFigure;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionLogTest {
  private static final TopicSerdes SERDES = new TopicSerdes(new LocalSchemaIds());

  /// A figure of 15 bytes is some 200 on the heap, and as much again as a row.
  @Test
  void countsWhatTheFiguresOfAnAnalysisHoldOnTheHeap() {
    PartitionLog<Analysis> log = log();

    log.take(record(1_000));

    assertTrue(log.bytes() > 500_000, "counts " + log.bytes());
    log.stored(new Range(7, 7));
    assertEquals(0, log.bytes());
  }

  private static PartitionLog<Analysis> log() {
    var kind =
        new StoredTopic<Analysis>(
            Topics.ANALYSES, List.of(), analysis -> analysis.getFigures().size());
    return new PartitionLog<>(
        kind,
        new TopicPartition("analyses", 0),
        SERDES.of(Topics.ANALYSES),
        SinkSettings.defaults("none:1"),
        Duration.ofMillis(50),
        Optional.empty());
  }

  private static ConsumerRecord<byte[], byte[]> record(int figures) {
    var figure = new AnalysisFigure("m", 1, 2, 0.5, null);
    Analysis analysis =
        Analysis.newBuilder()
            .setAnalysis("a")
            .setModel("viral-8-abc")
            .setModelHash("")
            .setData("scenes")
            .setItem("item")
            .setQuestion("How many?")
            .setSettings("{}")
            .setAt(Instant.EPOCH)
            .setFigures(Collections.nCopies(figures, figure))
            .build();
    byte[] bytes = SERDES.of(Topics.ANALYSES).toBytes("analyses", analysis);
    return new ConsumerRecord<>("analyses", 0, 7, null, bytes);
  }
}
