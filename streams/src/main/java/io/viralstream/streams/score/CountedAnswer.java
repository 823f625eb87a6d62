package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// The answer that counts for one item of one evaluation.
///
/// Only its text is kept: that is what a later answer is compared with, and there is one of these
/// for every item of every evaluation.
sealed interface CountedAnswer {

  record Answered(String text) implements CountedAnswer {}

  /// Given up by the worker; a real answer may still take its place.
  record Failed() implements CountedAnswer {}

  static CountedAnswer of(Answer answer) {
    return answer.getStatus() == AnswerStatus.FAILED
        ? new Failed()
        : new Answered(answer.getText());
  }

  /// One letter, then the text.
  static Serde<CountedAnswer> serde() {
    return Serdes.serdeFrom((topic, first) -> bytes(first), (topic, bytes) -> read(bytes));
  }

  private static byte[] bytes(CountedAnswer first) {
    String text =
        switch (first) {
          case Answered(var answer) -> "A" + answer;
          case Failed() -> "F";
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static CountedAnswer read(byte[] bytes) {
    if (bytes[0] == 'F') return new Failed();
    return new Answered(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
  }
}
