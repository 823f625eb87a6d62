package io.viralstream.gateway.http;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The query of a request's address, decoded as far as it is asked for: `a=1&b=%C3%A9&b=x+y`.
///
/// Our own, because the server's decoder puts a replacement character where an encoding is no
/// UTF-8, and does not say which parameter has one that is none at all.
record Query(String raw) {

  /// The values of a parameter in their order.
  ///
  /// @throws ProblemException where one of them is not percent-encoded UTF-8
  List<String> values(String name) {
    var values = new ArrayList<String>();
    for (String pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      Optional<String> key = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (key.filter(name::equals).isEmpty()) continue;
      values.add(
          decoded(equals < 0 ? "" : pair.substring(equals + 1)).orElseThrow(() -> bad(name)));
    }
    return values;
  }

  private static ProblemException bad(String name) {
    return Problem.at(name, ProblemKind.MALFORMED, name + ": is not percent-encoded UTF-8")
        .exception();
  }

  private static Optional<String> decoded(String encoded) {
    var bytes = ByteBuffer.allocate(3 * encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        if (!isHex(encoded, i + 1) || !isHex(encoded, i + 2)) return Optional.empty();
        bytes.put((byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
        i += 2;
      } else if (c > 0x7F) {
        return Optional.empty(); // an address is ASCII
      } else {
        bytes.put((byte) (c == '+' ? ' ' : c));
      }
    }
    return utf8(bytes.flip());
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && HexFormat.isHexDigit(text.charAt(at));
  }

  private static Optional<String> utf8(ByteBuffer bytes) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException bad) {
      return Optional.empty();
    }
  }
}
