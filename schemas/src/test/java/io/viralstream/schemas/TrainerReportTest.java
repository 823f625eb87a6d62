package io.viralstream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerReportTest {
  private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);

  @Test
  void isReadAsItWasWritten() {
    var whole =
        new TrainerReport(
            "consumer-train-viral-1-07f3",
            12,
            8,
            OptionalDouble.of(25.625),
            OptionalDouble.of(4.99),
            false,
            4L << 30,
            OptionalLong.of(80L << 30),
            OptionalInt.of(16),
            AT);
    assertEquals(Optional.of(whole), TrainerReport.parse(whole.text()));
    var waiting =
        new TrainerReport(
            "m",
            0,
            50,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            true,
            1,
            OptionalLong.empty(),
            OptionalInt.empty(),
            AT);
    assertEquals(Optional.of(waiting), TrainerReport.parse(waiting.text()));
  }

  @Test
  void saysNothingOfAKeyThatALaterVersionAdds() {
    var report = TrainerReport.parse("member=m step=1 left=2 resident=3 at=4 humidity=50");
    assertEquals(2, report.orElseThrow().left());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "NONE", "member=m step=1", "member=m step=x left=2 resident=3 at=4", "= =x"})
  void isNoneOfOtherTexts(String text) {
    assertEquals(Optional.empty(), TrainerReport.parse(text));
  }
}
