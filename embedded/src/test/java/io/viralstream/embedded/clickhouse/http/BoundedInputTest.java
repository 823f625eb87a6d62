package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BoundedInputTest {

  @Test
  void letsTheLimitThroughAndRefusesOneByteMore() throws IOException {
    assertEquals(5, bounded(5).readAllBytes().length);
    assertEquals(413, assertThrows(RequestRefused.class, () -> bounded(6).readAllBytes()).status());
  }

  private static BoundedInput bounded(int length) {
    return new BoundedInput(new ByteArrayInputStream(new byte[length]), 5);
  }
}
