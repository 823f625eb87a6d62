package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BlockMemoryTest {

  @Test
  void letsASecondRequestWaitUntilTheFirstHasGivenItsRoomBack() throws Exception {
    BlockMemory memory = new BlockMemory(64 << 10);
    BlockMemory.Room first = memory.room();
    BlockMemory.Room second = memory.room();
    first.take(40 << 10);
    CompletableFuture<String> waiting =
        CompletableFuture.supplyAsync(() -> {
          second.take(40 << 10);
          return "has room";
        });
    assertFalse(waiting.isDone());
    first.close();
    assertEquals("has room", waiting.get(60, TimeUnit.SECONDS));
  }

  @Test
  void holdsNothingWhileItWaitsForMore() {
    BlockMemory memory = new BlockMemory(64 << 10);
    BlockMemory.Room room = memory.room();
    room.take(40 << 10);
    // Together with what it held this would be more than there is.
    room.take(60 << 10);
    room.close();
    room.close();
    memory.room().take(64 << 10);
  }
}
