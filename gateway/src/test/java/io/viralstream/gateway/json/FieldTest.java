package io.viralstream.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldTest {
  @Test
  void namesAMissingMemberByItsPath() {
    Field second = read("{\"list\":[{},{}]}").required("list").elements(0, 9).get(1);
    Problem problem = Refusals.of(() -> second.required("value"));
    assertEquals(Optional.of("list[1].value"), problem.field());
  }

  @Test
  void takesNullForAbsent() {
    assertTrue(read("{\"a\":null}").optional("a").isEmpty());
  }

  @Test
  void refusesANumberWhereTextIsExpected() {
    assertEquals("a: expected a string", refusal("{\"a\":1}").detail());
  }

  @Test
  void refusesTextThatIsTooLong() {
    assertEquals(
        "a: has 11 characters, expected at most 10", refusal("{\"a\":\"12345678901\"}").detail());
  }

  @Test
  void refusesBlankText() {
    assertEquals("a: is blank", refusal("{\"a\":\" \\n\"}").detail());
  }

  @Test
  void refusesHalfASurrogatePair() {
    assertEquals("a: has half a surrogate pair at 1", refusal("{\"a\":\"x\\ud83d\"}").detail());
  }

  @Test
  void refusesAControlCharacter() {
    assertEquals("a: has a control character at 0", refusal("{\"a\":\"\\u0000x\"}").detail());
  }

  @Test
  void takesAWholeSurrogatePair() {
    assertEquals("\ud83d\ude00", read("{\"a\":\"\\ud83d\\ude00\"}").required("a").text(10));
  }

  @Test
  void takesAnIntegerLabelAsItsDigits() {
    assertEquals("17", read("{\"a\":17}").required("a").label(10));
  }

  @Test
  void refusesAnIntegerBeyondItsRange() {
    Field field = read("{\"a\":300}").required("a");
    assertEquals("a: is 300, expected 1 to 256", Refusals.of(() -> field.integer(1, 256)).detail());
  }

  @Test
  void refusesAFractionWhereAnIntegerIsExpected() {
    Field field = read("{\"a\":1.5}").required("a");
    assertEquals(Optional.of("a"), Refusals.of(() -> field.integer(1, 2)).field());
  }

  @Test
  void takesAnyFiniteNumber() {
    assertEquals(-2.5e-3, read("{\"a\":-2.5e-3}").required("a").number());
    assertEquals(7, read("{\"a\":7}").required("a").number());
  }

  @Test
  void refusesANumberBeyondADouble() {
    Field field = read("{\"a\":1e309}").required("a");
    assertEquals(
        "a: expected a number that 64 bits hold", Refusals.of(() -> field.number()).detail());
  }

  @Test
  void visitsTheElementsOfAnArrayInTheirOrder() {
    var paths = new ArrayList<String>();
    read("{\"a\":[{},[1,2],\"x]\"]}").required("a").each(3, 3, each -> paths.add(each.path()));
    assertEquals(List.of("a[0]", "a[1]", "a[2]"), paths);
  }

  private static Problem refusal(String document) {
    return Refusals.of(() -> read(document).required("a").text(10));
  }

  private static Field read(String document) {
    return new BoundedJson(1_000).read(document.getBytes(StandardCharsets.UTF_8));
  }
}
