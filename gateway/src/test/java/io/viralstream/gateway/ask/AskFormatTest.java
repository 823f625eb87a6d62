package io.viralstream.gateway.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.MediaType;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskFormatTest {
  private final AskFormat format = new AskFormat(new BoundedJson(1_000), Limits.defaults());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxTokens | 0 | maxTokens: is 0, expected 1 to 256",
        "maxTokens | many | maxTokens: not JSON",
        "maxTokens | \"8\" | maxTokens: expected an integer from 1 to 256",
        "model | | model: is blank"
      })
  void namesTheFieldOfAFormThatIsWrong(String name, String value, String detail) {
    Problem problem = Refusals.of(() -> format.read(form(name, value == null ? "" : value)));
    assertEquals(Optional.of(name), problem.field());
    assertEquals(detail, problem.detail().substring(0, detail.length()));
  }

  private static Body form(String name, String value) {
    String text = part("question", "Is it red?") + part(name, value) + "--x--";
    return new Body(
        MediaType.of("multipart/form-data; boundary=x"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String part(String name, String value) {
    return "--x\r\nContent-Disposition: form-data; name=" + name + "\r\n\r\n" + value + "\r\n";
  }
}
