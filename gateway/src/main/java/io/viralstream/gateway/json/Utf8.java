package io.viralstream.gateway.json;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Bytes as text, or a problem: nothing is replaced in silence.
public final class Utf8 {
  private Utf8() {}

  /// @param field what the bytes are, for the problem
  public static String text(String field, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException bad) {
      throw Problem.at(field, ProblemKind.MALFORMED, field + ": is not UTF-8").exception();
    }
  }
}
