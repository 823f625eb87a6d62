package io.viralstream.gateway.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The parameters of one part's `Content-Disposition: form-data`, read from left to right.
///
/// Browsers and curl write `name="a b"`, .NET writes `name=samples`, and `name*=utf-8''a%20b` is
/// how RFC 5987 spells what is no ASCII. What a file is called on the client's disk is nobody's
/// name: `filename="x; name=y"` names nothing.
final class Disposition {
  private static final String EXTENDED = "utf-8''";

  private final String text;
  private int at;

  private Disposition(String text) {
    this.text = text;
  }

  /// @param text what stands behind `form-data`, from its first semicolon on
  /// @return the part's name, where it has exactly one that can be read
  static Optional<String> name(String text) {
    return new Disposition(text).parameters().flatMap(Disposition::name);
  }

  private static Optional<String> name(Map<String, String> parameters) {
    String plain = parameters.get("name");
    if (plain != null) return Optional.of(plain);
    return Optional.ofNullable(parameters.get("name*")).flatMap(Disposition::extended);
  }

  /// By name in lower case; empty where the header is malformed or has one of them twice.
  private Optional<Map<String, String>> parameters() {
    Map<String, String> parameters = new HashMap<>();
    while (at < text.length()) {
      if (text.charAt(at) != ';') return Optional.empty();
      at++;
      String name = upTo("=;").toLowerCase(Locale.ROOT);
      if (name.isEmpty()) continue; // a semicolon at the end
      if (at == text.length() || text.charAt(at) != '=') return Optional.empty();
      at++;
      Optional<String> value = value();
      if (value.isEmpty() || parameters.put(name, value.get()) != null) return Optional.empty();
    }
    return Optional.of(parameters);
  }

  private Optional<String> value() {
    pastBlanks();
    if (at == text.length() || text.charAt(at) != '"') return Optional.of(upTo(";"));
    var value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        pastBlanks();
        return Optional.of(value.toString());
      }
      if (c == '\\' && at + 1 < text.length()) at++;
      value.append(text.charAt(at));
    }
    return Optional.empty(); // the quote is never closed
  }

  /// What stands before the next of these characters, without the blanks around it.
  private String upTo(String stops) {
    int start = at;
    while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) at++;
    return text.substring(start, at).strip();
  }

  private void pastBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
  }

  private static Optional<String> extended(String value) {
    if (!value.toLowerCase(Locale.ROOT).startsWith(EXTENDED)) return Optional.empty();
    var bytes = new ByteArrayOutputStream();
    for (int i = EXTENDED.length(); i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      if (i + 2 >= value.length() || !hex(value, i + 1)) return Optional.empty();
      bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
      i += 2;
    }
    return utf8(bytes.toByteArray());
  }

  private static boolean hex(String value, int at) {
    return HexFormat.isHexDigit(value.charAt(at)) && HexFormat.isHexDigit(value.charAt(at + 1));
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return Optional.of(decoded.toString());
    } catch (CharacterCodingException bad) {
      return Optional.empty();
    }
  }
}
