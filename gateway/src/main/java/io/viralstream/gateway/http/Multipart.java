package io.viralstream.gateway.http;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a `multipart/form-data` body (RFC 7578) apart.
///
/// Our own, because the server's form decoder replaces bad UTF-8 in silence and keeps large parts
/// in files. Example with boundary `x`: `--x CRLF Content-Disposition: form-data; name="image" CRLF
/// CRLF bytes CRLF --x-- CRLF`.
public final class Multipart {
  private static final int HEADER = 4_096;
  private static final int NAME = 512;
  private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{1,70}");
  private static final Pattern DISPOSITION =
      Pattern.compile("(?im)^content-disposition:[ \\t]*form-data[ \\t]*(;[^\\r\\n]*)$");
  private static final byte[] BLANK_LINE = bytes("\r\n\r\n");

  private final byte[] body;
  private final byte[] delimiter;
  private final int mostParts;

  private Multipart(byte[] body, byte[] delimiter, int mostParts) {
    this.body = body;
    this.delimiter = delimiter;
    this.mostParts = mostParts;
  }

  /// The parts in their order.
  ///
  /// @param mostParts more than this are refused
  public static List<Part> parts(Body body, int mostParts) {
    String boundary = body.type().boundary().orElseThrow(() -> malformed("no boundary is given"));
    if (!BOUNDARY.matcher(boundary).matches()) throw malformed("the boundary is not allowed");
    return new Multipart(body.bytes(), bytes("\r\n--" + boundary), mostParts).parts();
  }

  private List<Part> parts() {
    var parts = new ArrayList<Part>();
    int at = first();
    while (!startsWith(at, bytes("--"))) {
      if (parts.size() == mostParts)
        throw Problem.of(ProblemKind.TOO_LARGE, "the form has more than " + mostParts + " parts")
            .exception();
      int header = afterLineEnd(at);
      int end = find(delimiter, header - 2);
      parts.add(part(header, end));
      at = end + delimiter.length;
    }
    return parts;
  }

  /// The first delimiter may stand at the very beginning, without a line end before it.
  private int first() {
    byte[] opening = Arrays.copyOfRange(delimiter, 2, delimiter.length);
    return startsWith(0, opening) ? opening.length : find(delimiter, 0) + delimiter.length;
  }

  private int afterLineEnd(int at) {
    int next = at;
    while (next < body.length && (body[next] == ' ' || body[next] == '\t')) next++;
    if (!startsWith(next, bytes("\r\n"))) throw malformed("a boundary is not followed by a line");
    return next + 2;
  }

  private Part part(int header, int end) {
    // A part without headers begins with the line end that closed its boundary.
    int blank = find(BLANK_LINE, header - 2);
    int content = blank + BLANK_LINE.length;
    if (content > end || blank - header > HEADER) throw malformed("a part has no proper header");
    String headers = utf8(header, Math.max(header, blank));
    return new Part(name(headers), body, content, end);
  }

  private String utf8(int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body, from, to - from))
          .toString();
    } catch (CharacterCodingException bad) {
      throw malformed("a part's header is not UTF-8");
    }
  }

  private static String name(String headers) {
    Matcher disposition = DISPOSITION.matcher(headers);
    if (!disposition.find()) throw malformed("a part has no Content-Disposition of form-data");
    String name =
        Disposition.name(disposition.group(1)).orElseThrow(() -> malformed("a part has no name"));
    if (name.isEmpty() || name.length() > NAME)
      throw malformed("a part's name is empty or longer than " + NAME + " characters");
    return name;
  }

  private int find(byte[] wanted, int from) {
    for (int i = Math.max(0, from); i <= body.length - wanted.length; i++) {
      if (body[i] == wanted[0] && startsWith(i, wanted)) return i;
    }
    throw malformed("the form breaks off");
  }

  private boolean startsWith(int at, byte[] wanted) {
    return at + wanted.length <= body.length
        && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static RuntimeException malformed(String detail) {
    return Problem.of(ProblemKind.MALFORMED, "multipart: " + detail).exception();
  }
}
