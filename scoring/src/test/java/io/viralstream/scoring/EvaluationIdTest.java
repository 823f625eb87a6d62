package io.viralstream.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.ScoringRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The ids were recorded before parsers had versions of their own.
class EvaluationIdTest {
  @Test
  void idsOfBeforeStay() {
    assertEquals(
        "0febd054a0f6996776ac8a1060b32de796e2c1ce4c309a16480f8421a46aff0e", id(ScoringRule.POPE));
    assertEquals(
        "8dd85448b35e2ad0306c92b6079ef5116c95926de471ffb88ae311b6e0e2f60f",
        id(ScoringRule.GENERIC));
    assertEquals(
        "7ee84033af64ef2760095d7b9a518e4652e364c635413d4c6848e7058faa9300",
        id(ScoringRule.UNKNOWN));
  }

  @Test
  void namesParsersThatARuleDidNotBeginWith() {
    assertEquals(List.of("1"), EvaluationId.fields(List.of("pope-official/1", "strict/1")));
    List<String> later = List.of("pope-official/2", "strict/1");
    assertEquals(later, EvaluationId.fields(later));
    assertNotEquals(List.of("1"), EvaluationId.fields(List.of("strict/1")));
  }

  private static String id(ScoringRule rule) {
    return EvaluationId.of(
        "pope",
        "v1",
        "viral-8-0123456789ab",
        "trained",
        new Decoding(16, 0.0),
        new Execution(0, "auto", false),
        rule);
  }
}
