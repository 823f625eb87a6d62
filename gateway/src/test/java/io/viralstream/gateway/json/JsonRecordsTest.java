package io.viralstream.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every object of an input is found, or its place is told of, whatever the input's layout.
class JsonRecordsTest {
  private static final int MOST = 200;

  private final BoundedJson json = new BoundedJson(1_000);

  /// An input, and what comes of it: `number@line`, or `!number@line` where it is refused.
  record Case(String input, String records) {
    @Override
    public String toString() {
      return input.replace("\n", "⏎");
    }
  }

  static Stream<Case> layouts() {
    return Stream.of(
        new Case("", ""),
        new Case(" \n\n", ""),
        new Case("[]", ""),
        new Case("[ ] [\n]\n", ""),
        new Case("{\"a\":1}", "1@1"),
        new Case("{\"a\":1}\n\n{\"a\":2}\n", "1@1 2@3"),
        new Case("{\"a\":1}\r\n{\"a\":2}\r\n", "1@1 2@2"),
        new Case("{\"a\":1} {\"a\":2}", "1@1 2@1"),
        new Case("[{\"a\":1},\n{\"a\":2}]", "1@1 2@2"),
        new Case("[{\"a\":1}]\n[{\"a\":2},{\"a\":3}]", "1@1 2@2 3@2"),
        new Case("[{\"a\":1}][{\"a\":2}]", "1@1 2@1"),
        new Case("[{\"a\":1}]\n{\"a\":2}\n{\"a\":3}", "1@1 2@2 3@3"),
        new Case("{\"a\":1}\n[{\"a\":2}]\n{\"a\":3}", "1@1 2@2 3@3"),
        new Case("{\n \"a\": [\n  {\"b\": \"}\"}\n ]\n}\n{\n \"a\": 2\n}\n", "1@1 2@6"),
        new Case("{\"a\": [\n {\"b\": 1},\n {\"b\": 2}\n]}\n{\"a\": 2}\n", "1@1 2@5"),
        new Case("\uFEFF{\"a\":1}\n\uFEFF{\"a\":2}\n", "1@1 2@2"),
        new Case("\uFEFF[{\"a\":1}]", "1@1"),
        new Case("{\"a\":\"\\\"}{\\\\\"}\n{\"a\":2}", "1@1 2@2"));
  }

  static Stream<Case> brokenInputs() {
    return Stream.of(
        new Case("{\"a\":1}\n{\"x\":\n{\"a\":3}", "1@1 !2@2 3@3"),
        new Case("{\"x\":\n{\"a\":2}\n{\"a\":3}", "!1@1 2@2 3@3"),
        new Case("{\"x\":\n{\"x\":\n{\"a\":3}\n", "!1@1 !2@2 3@3"),
        new Case("{\n{\"a\":2}\n", "!1@1 2@2"),
        new Case("{\"x\n{\"a\":2}\n", "!1@1 2@2"),
        new Case("{\"a\":1}\n{\"x\":\"\n{\"a\":3}", "1@1 !2@2 3@3"),
        new Case("{\"a\":1},\n{\"a\":2},\n{\"a\":3}", "!1@1 !2@2 3@3"),
        new Case("{\"a\":1}\n{\"a\":NaN}\n{\"a\":3}", "1@1 !2@2 3@3"),
        new Case("{\"a\":1}\nabc def\n{\"a\":3}", "1@1 !2@2 3@3"),
        new Case("{\"a\":1}\n3\n\"x\"\nnull\n", "1@1 !2@2 !3@3 !4@4"),
        new Case("{\"a\":1}\n{\"a\"", "1@1 !2@2"),
        new Case("[{\"a\":1},3,\"x\",[{\"b\":1}],{\"a\":5}]", "1@1 !2@1 !3@1 !4@1 5@1"),
        new Case("[{\"a\":1},\n{\"a\":NaN},\n{\"a\":3}]", "1@1 !2@2 3@3"),
        new Case("[{\"a\":1},]{\"a\":2}", "1@1 !2@1 3@1"),
        new Case("[,{\"a\":1}]", "!1@1 2@1"),
        new Case("[{\"a\":1} {\"a\":2},{\"a\":3}]", "1@1 !2@1 3@1"),
        new Case("[{\"a\":1},{\"a\"", "1@1 !2@1"),
        new Case("[{\"a\":1},{\"a\":2}", "1@1 2@1 !3@1"),
        new Case("[{\"a\":1}]]\n{\"a\":2}", "1@1 !2@1 3@2"),
        new Case("{\n \"a\":", "!1@1"),
        new Case("{\n\"a\":1}]\n{\"a\":2}", "!1@1 2@3"));
  }

  @ParameterizedTest
  @MethodSource({"layouts", "brokenInputs"})
  void everyObjectIsFoundOrItsPlaceIsTold(Case sample) throws IOException {
    byte[] bytes = sample.input().getBytes(StandardCharsets.UTF_8);
    assertEquals(sample.records(), told(JsonRecords.of(bytes, 0, bytes.length)));
    assertEquals(sample.records(), told(JsonRecords.of(new ByteArrayInputStream(bytes), MOST)));
  }

  @Test
  void readsAFileThatIsMuchLargerThanWhatItHolds() throws IOException {
    String text =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "{\"a\":" + i + "}")
            .collect(Collectors.joining(",\n", "[", "]"));
    JsonRecords records = of(text);
    int sum = 0;
    for (Optional<JsonRecord> next = records.next(); next.isPresent(); next = records.next())
      sum += next.get().read(json).required("a").integer(0, 9_999);
    assertEquals(4_999 * 5_000 / 2, sum);
    assertEquals(text.length(), records.position());
  }

  @Test
  void tellsOfARecordThatIsTooLargeAndReadsOn() throws IOException {
    String large = "{\"a\":\"" + "x".repeat(3 * MOST) + "\"}";
    assertEquals("1@1 !2@2 3@3", told(of("{\"a\":1}\n" + large + "\n{\"a\":3}")));
    assertEquals("1@1 !2@1 3@2", told(of("[{\"a\":1}," + large + ",\n{\"a\":3}]")));
  }

  @Test
  void refusesBytesThatAreNoText() {
    assertEquals(
        "not JSON in UTF-8: it is compressed with gzip: unpack it first",
        refusal(new byte[] {0x1F, (byte) 0x8B}));
    assertEquals("not JSON in UTF-8: it is UTF-16", refusal("\uFEFF{}", StandardCharsets.UTF_16LE));
    assertEquals("not JSON in UTF-8: it is UTF-16", refusal("{}", StandardCharsets.UTF_16BE));
    assertEquals("not JSON in UTF-8: it is UTF-16", refusal("{}", StandardCharsets.UTF_16LE));
  }

  @Test
  void saysWhatIsWrongWithALineInItsOwnWords() throws IOException {
    assertEquals(
        List.of(
            "not JSON: NaN and Infinity are no JSON numbers at character 9, near {\"a\":NaN}",
            "not JSON: it ends in the middle at character 7, near {\"a\":",
            "not JSON: a key is given twice at character 11, near {\"a\":1,\"a\":2}",
            "not JSON: a comma has nothing behind it at character 8, near {\"a\":1,}"),
        details("{\"a\":NaN}\n{\"a\": \n{\"a\":1,\"a\":2}\n{\"a\":1,}\n"));
  }

  @Test
  void findsTheRecordsOfAStretch() throws IOException {
    byte[] bytes = "xx{\"a\":1}\n{\"a\":2}yy".getBytes(StandardCharsets.UTF_8);
    assertEquals("1@1 2@2", told(JsonRecords.of(bytes, 2, bytes.length - 2)));
  }

  @Test
  void saysThatALineIsNotUtf8() throws IOException {
    byte[] bytes = "{\"a\":\"Ärger\"}\n{\"a\":1}".getBytes(StandardCharsets.ISO_8859_1);
    var records = JsonRecords.of(bytes, 0, bytes.length);
    Problem problem = Refusals.of(() -> records.next().orElseThrow().read(json));
    assertEquals("not JSON in UTF-8: it has bytes of another encoding", problem.detail());
    assertTrue(records.next().orElseThrow().read(json).isObject());
  }

  private List<String> details(String text) throws IOException {
    var details = new ArrayList<String>();
    JsonRecords records = of(text);
    for (Optional<JsonRecord> next = records.next(); next.isPresent(); next = records.next()) {
      JsonRecord record = next.get();
      details.add(Refusals.of(() -> record.read(json)).detail());
    }
    return details;
  }

  private static String refusal(String text, Charset charset) {
    return refusal(text.getBytes(charset));
  }

  private static String refusal(byte[] bytes) {
    Problem problem = Refusals.of(() -> JsonRecords.of(bytes, 0, bytes.length));
    assertEquals(ProblemKind.MALFORMED, problem.kind());
    return problem.detail();
  }

  private static JsonRecords of(String text) throws IOException {
    return JsonRecords.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), MOST);
  }

  private String told(JsonRecords records) throws IOException {
    var told = new ArrayList<String>();
    for (Optional<JsonRecord> next = records.next(); next.isPresent(); next = records.next())
      told.add(told(next.get()));
    return String.join(" ", told);
  }

  private String told(JsonRecord record) {
    String place = record.number() + "@" + record.line();
    try {
      record.read(json);
      return place;
    } catch (ProblemException refused) {
      return "!" + place;
    }
  }
}
