package io.viralstream.gateway.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.batch.Batch.Line;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.MediaType;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
  private final BatchReader reader = new BatchReader(new BoundedJson(1_000), 3);

  @Test
  void takesOneObjectForOneRecord() {
    assertEquals(Batch.Shape.ONE, read("application/json", "{}").shape());
  }

  @Test
  void takesAnArrayForAListEvenOfOne() {
    Batch batch = read("application/json", "[{}]");
    assertEquals(Batch.Shape.MANY, batch.shape());
    assertEquals(1, batch.lines().size());
  }

  @Test
  void numbersLinesAsTheyStandAndPassesByBlankOnes() {
    Batch batch = read("application/x-ndjson", "{\"a\":1}\r\n\n  \n{\"a\":4}");
    assertEquals(List.of(1, 4), batch.lines().stream().map(Line::number).toList());
    assertEquals(4, batch.lines().getLast().document().get().required("a").integer(0, 9));
  }

  @Test
  void leavesABrokenLineToItself() {
    Batch batch = read("application/x-ndjson", "{}\n{\n{}");
    assertEquals(3, batch.lines().size());
    assertEquals(
        ProblemKind.MALFORMED, Refusals.of(() -> batch.lines().get(1).document().get()).kind());
  }

  @Test
  void takesTheRecordsBehindAnArrayToo() {
    Batch batch = read("application/json", "[{\"a\":1}]\n[{\"a\":2}]\n{\"a\":3}");
    assertEquals(List.of(1, 2, 3), batch.lines().stream().map(Line::number).toList());
    assertEquals(3, batch.lines().getLast().document().get().required("a").integer(0, 9));
  }

  @Test
  void leavesABrokenElementToItself() {
    Batch batch = read("application/json", "[{\"a\":1},{\"a\":NaN},{\"a\":3}]");
    assertEquals(
        ProblemKind.MALFORMED, Refusals.of(() -> batch.lines().get(1).document().get()).kind());
    assertEquals(3, batch.lines().getLast().document().get().required("a").integer(0, 9));
  }

  @Test
  void takesALineBehindAByteOrderMark() {
    Batch batch = read("application/x-ndjson", "\uFEFF{\"a\":1}\n{\"a\":2}");
    assertEquals(1, batch.lines().getFirst().document().get().required("a").integer(0, 9));
    assertEquals(2, batch.lines().size());
  }

  @Test
  void refusesABodyInAnotherEncodingByName() {
    var body = new Body(MediaType.of("application/json"), "{}".getBytes(StandardCharsets.UTF_16));
    Problem problem = Refusals.of(() -> reader.read(body, "samples"));
    assertEquals("not JSON in UTF-8: it is UTF-16", problem.detail());
  }

  @Test
  void refusesMoreLinesThanTheLimit() {
    assertEquals(ProblemKind.TOO_LARGE, refusal("application/x-ndjson", "{}\n".repeat(4)));
    assertEquals(ProblemKind.TOO_LARGE, refusal("application/json", "[1,2,3,4]"));
  }

  @Test
  void refusesABodyWithoutRecords() {
    assertEquals(ProblemKind.MALFORMED, refusal("application/x-ndjson", "\n\n"));
    assertEquals(ProblemKind.MALFORMED, refusal("application/json", "[]"));
  }

  @Test
  void refusesAnotherMediaType() {
    assertEquals(ProblemKind.UNSUPPORTED_MEDIA_TYPE, refusal("text/plain", "{}"));
  }

  @Test
  void findsRecordsAndFilesInAForm() {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"samples\"\r\n\r\n{\"image\":\"i\"}\n{}\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"i\"\r\n\r\nPIC\r\n--x--";
    Batch batch = read("multipart/form-data; boundary=x", body);
    Field image = batch.lines().getFirst().document().get().required("image");
    assertEquals(3, batch.files().image(image, 10).bytes().length);
    assertEquals(2, batch.lines().size());
  }

  @Test
  void refusesAFormWithoutRecords() {
    String body = "--x\r\nContent-Disposition: form-data; name=\"i\"\r\n\r\nPIC\r\n--x--";
    assertEquals(ProblemKind.INVALID, refusal("multipart/form-data; boundary=x", body));
  }

  private ProblemKind refusal(String type, String body) {
    return Refusals.of(() -> read(type, body)).kind();
  }

  private Batch read(String type, String body) {
    return reader.read(
        new Body(MediaType.of(type), body.getBytes(StandardCharsets.UTF_8)), "samples");
  }
}
