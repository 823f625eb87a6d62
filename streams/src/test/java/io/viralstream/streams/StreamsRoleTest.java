package io.viralstream.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class StreamsRoleTest {
  @Test
  void replacesAThreadThatDiedOfTheWorldsTrouble() {
    var away = new StreamsException(new TimeoutException("no broker"));
    assertEquals(REPLACE_THREAD, StreamsRole.after("viral-route", away));
  }

  @Test
  void endsAnApplicationWhoseThreadDiedOfAnError() {
    var broken = new StreamsException(new StackOverflowError());
    assertEquals(SHUTDOWN_CLIENT, StreamsRole.after("viral-route", broken));
  }
}
