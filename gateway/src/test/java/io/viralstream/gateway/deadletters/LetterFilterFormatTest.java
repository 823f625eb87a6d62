package io.viralstream.gateway.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.metrics.read.LetterFilter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterFilterFormatTest {

  @Test
  void takesStepsAndCategoriesInAnyCase() {
    LetterFilter filter =
        LetterFilterFormat.read(json("{'step':'train','category':'image-missing'}"));

    assertEquals(Optional.of("TRAIN"), filter.step());
    assertEquals(Optional.of("IMAGE_MISSING"), filter.category());
  }

  @ParameterizedTest
  @CsvSource({
    "step, {'step':'fly'}",
    "category, {'category':'bad'}",
    "arm, {'arm':'a/b'}",
    "since, {'since':'yesterday'}",
    "since, {'since':'+99999-01-01T00:00:00Z'}",
    "limit, '{\"all\":true,\"limit\":101}'",
    "cursor, '{\"all\":true,\"cursor\":7}'",
    "ids, {'ids':[]}",
    "ids[1], '{\"ids\":[\"a\",7]}'",
  })
  void namesTheFieldThatIsWrong(String field, String document) {
    Problem problem = Refusals.of(() -> ResendRequest.read(json(document)));
    assertEquals(Optional.of(field), problem.field());
  }

  @Test
  void sendsNothingToNobodyWithoutASelection() {
    assertEquals(422, Refusals.of(() -> ResendRequest.read(json("{}"))).view().status());
  }

  @Test
  void refusesACursorThatNoGatewayGave() {
    for (String cursor : new String[] {"###", "YQ", "MSAyIA"})
      assertEquals(Optional.of("cursor"), Refusals.of(() -> PageCursor.read(cursor)).field());
  }

  private static Field json(String document) {
    String text = document.replace('\'', '"');
    return new BoundedJson(1_000).read(text.getBytes(StandardCharsets.UTF_8));
  }
}
