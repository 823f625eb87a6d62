package io.viralstream.streams.deadletter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.avro.Category;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailureCauseTest {
  @Test
  void blamesNoRecordForAnError() {
    var failure = new StreamsException(new IllegalStateException(new StackOverflowError()));
    assertEquals(new FailureCause.Environment(), FailureCause.of(failure));
  }

  @Test
  void blamesARecordForBytesThatAreNone() {
    assertEquals(
        new FailureCause.BadRecord(Category.UNDECODABLE),
        FailureCause.of(new SerializationException("short")));
  }
}
