package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.metrics.ClickHouseUnavailableException;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class WaitForTest {
  @Test
  void workIsDoneAgainWhileTheComponentIsAway() throws Exception {
    var failures =
        new ArrayDeque<RuntimeException>(
            List.of(
                new ClickHouseUnavailableException("away", new ConnectException()),
                new IllegalStateException(
                    "topics cannot be described",
                    new ExecutionException(new TimeoutException("no broker")))));
    WaitFor.run(
        "a component",
        () -> {
          if (!failures.isEmpty()) throw failures.removeFirst();
        });
    assertEquals(0, failures.size());
  }

  @Test
  void anythingElseThatFailsEndsTheStart() {
    var wrong = new IllegalStateException("topic samples has partitions=2, expected 4");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                WaitFor.run(
                    "Kafka",
                    () -> {
                      throw wrong;
                    }));
    assertEquals(wrong, thrown);
  }
}
