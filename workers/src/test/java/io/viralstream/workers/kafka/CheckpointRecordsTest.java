package io.viralstream.workers.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class CheckpointRecordsTest {
  private static final Checkpoint WHOLE =
      Checkpoint.newBuilder()
          .setModelVersion("arm-1-a")
          .setArm("arm")
          .setStep(1)
          .setUri("file:///nowhere")
          .setSha256("")
          .setNextOffset(7)
          .setOpenEnds(List.of())
          .setCompletedEnds(List.of("done"))
          .setSamples(0)
          .setRepeated(false)
          .setSettings("")
          .setSettingsHash("")
          .setAt(Instant.EPOCH)
          .build();

  private final FakeKafka kafka = new FakeKafka();
  private final CheckpointRecords records = new CheckpointRecords(kafka.serdes());

  @Test
  void readsACheckpoint() {
    assertEquals(Optional.of(WHOLE), records.read(kafka.append(Topics.CHECKPOINTS, WHOLE)));
  }

  @Test
  void readsNothingFromARecordThatTakesOneBack() {
    byte[] none = null;
    assertEquals(
        Optional.empty(),
        records.read(new ConsumerRecord<>("checkpoints", 0, 0, new byte[0], none)));
  }

  @Test
  void passesOverWhatItCannotRead() {
    assertEquals(Optional.empty(), records.read(junk()));
  }

  @Test
  void passesOverNothingThatSomebodyObjectsTo() {
    IllegalStateException objection = new IllegalStateException("it may be ours");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                records.read(
                    junk(),
                    bad -> {
                      throw objection;
                    }));
    assertSame(objection, thrown);
  }

  @Test
  void leavesOutTheEndsAlone() {
    Checkpoint lean = CheckpointRecords.withoutEnds(WHOLE);
    assertEquals(List.of(), lean.getCompletedEnds());
    assertEquals(
        WHOLE, Checkpoint.newBuilder(lean).setCompletedEnds(WHOLE.getCompletedEnds()).build());
  }

  private ConsumerRecord<byte[], byte[]> junk() {
    return kafka.append("checkpoints", "junk".getBytes(StandardCharsets.UTF_8));
  }
}
