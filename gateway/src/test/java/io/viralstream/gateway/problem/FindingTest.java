package io.viralstream.gateway.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model: file:/data/arms/viral-3: no such directory | model: …: no such directory",
        "config.json: key vision, expected an object | config.json: key vision, expected an object",
        "/var/lib/viral/model/tokenizer.json: broken | …: broken",
        "http://10.0.0.7:8081/subjects answers 404 | … answers 404",
        "connection to 10.0.0.7:9092 refused | connection to … refused",
        "C:\\models\\x: gone | …: gone",
        "yes/no, and/or, </s>, 1/2, a/b/c | yes/no, and/or, </s>, 1/2, a/b/c"
      })
  void leavesOutWhereThingsLie(String text, String told) {
    assertEquals(told, Pathless.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "60, true",
    "81, true",
    "241, true",
    "159, true",
    "516, true",
    "62, false",
    "0, false"
  })
  void tellsAClientToComeBackWhereTheStoreMayThen(int code, boolean comeBack) {
    assertEquals(comeBack, StoreRefusal.of(code).isPresent());
  }

  @Test
  void tellsWhoWillNotLetItIn() {
    assertEquals(
        "the log does not let this gateway in",
        told(new CompletionException(new TopicAuthorizationException("t"))));
  }

  /// A producer that failed in a transaction says why only in the cause.
  @Test
  void findsWhyATransactionCannotGoOn() {
    var tooLarge = new KafkaException("in an error state", new RecordTooLargeException("1 MiB"));
    assertEquals(ProblemKind.TOO_LARGE, Finding.logged(tooLarge).kind());
    var shutOut = new KafkaException("error state", new TopicAuthorizationException("t"));
    assertEquals("the log does not let this gateway in", told(shutOut));
    assertEquals(
        ProblemKind.TOO_LARGE, Finding.logged(new RecordBatchTooLargeException("1 MiB")).kind());
  }

  @Test
  void comesBackForNoRecordThatCannotBeWritten() {
    assertEquals(
        ProblemKind.INTERNAL,
        Finding.logged(new SerializationException("cannot be written")).kind());
    assertEquals(ProblemKind.INTERNAL, Finding.logged(new InvalidRecordException("no key")).kind());
  }

  private static String told(Throwable failure) {
    Problem problem = Finding.logged(failure);
    assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
    return problem.detail();
  }
}
