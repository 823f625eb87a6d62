package io.viralstream.streams.deadletter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.avro.Category;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class BlameTest {
  @Test
  void blamesNoRecordForAnError() {
    var failure = new StreamsException(new IllegalStateException(new StackOverflowError()));
    assertEquals(new Blame.OnWorld(), Blame.of(failure));
  }

  @Test
  void blamesARecordForBytesThatAreNone() {
    assertEquals(
        new Blame.OnRecord(Category.UNDECODABLE), Blame.of(new SerializationException("short")));
  }
}
