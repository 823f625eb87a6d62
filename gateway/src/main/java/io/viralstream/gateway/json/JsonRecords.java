package io.viralstream.gateway.json;

import io.viralstream.gateway.json.ValueScan.Reach;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Cuts an input into its records without reading them: JSON Lines, arrays of objects, or any
/// sequence of both.
///
/// ```
/// {"id": 1}                    record 1, line 1
/// {"id": 2                     record 2, line 2: it is refused when it is read, and nothing else
/// [{"id": 3},                  record 3, line 3
///  {"id": 4}] {"id": 5}        records 4 and 5, line 4
/// ```
///
/// Nothing is passed over in silence: where the end of an object cannot be found, the last record
/// says that the rest was not read. An object may take several lines, until one took exactly one
/// line: from then on each ends with its line.
public final class JsonRecords {
  private static final int PEEKED = 4;

  private final ByteWindow window;
  private final ValueScan scan;
  private long position;
  private int line = 1;
  private int number;
  private Layout layout = Layout.FREE;
  private Place place = Place.OUTSIDE;

  private enum Layout {
    FREE,
    LINES
  }

  private enum Place {
    OUTSIDE,
    BEHIND_BRACKET,
    BEHIND_ELEMENT,
    BEHIND_COMMA,
    OVER
  }

  private JsonRecords(ByteWindow window) throws IOException {
    this.window = window;
    this.scan = new ValueScan(window);
    refusePacked();
  }

  private void refusePacked() throws IOException {
    int held = 0;
    while (held < PEEKED && window.at(held) != ByteWindow.END) held++;
    Packing.of(window.bytes(), window.index(0), held)
        .ifPresent(sentence -> {
          throw Problem.of(ProblemKind.MALFORMED, Packing.PREFIX + sentence).exception();
        });
  }

  /// The records of `bytes[from, to)`, which stay good as long as the bytes do not change.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where the bytes are no UTF-8 text
  public static JsonRecords of(byte[] bytes, int from, int to) {
    try {
      return new JsonRecords(ByteWindow.over(bytes, from, to));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// @param most bytes of one record; a larger one is told of and passed over
  /// @throws io.viralstream.gateway.problem.ProblemException where the bytes are no UTF-8 text
  public static JsonRecords of(InputStream input, int most) throws IOException {
    return new JsonRecords(ByteWindow.over(input, most));
  }

  /// The next record; empty at the end.
  public Optional<JsonRecord> next() throws IOException {
    while (place != Place.OVER) {
      int first = skipBlanks();
      switch (place) {
        case OUTSIDE -> {
          if (first == ByteWindow.END) return over();
          if (first != '[') return Optional.of(outside(first));
          step(Place.BEHIND_BRACKET);
        }
        case BEHIND_BRACKET, BEHIND_COMMA, BEHIND_ELEMENT -> {
          Optional<JsonRecord> record = inArray(first);
          if (record.isPresent()) return record;
        }
        case OVER -> throw new IllegalStateException("over");
      }
    }
    return Optional.empty();
  }

  /// Bytes read so far.
  public long position() {
    return position;
  }

  private Optional<JsonRecord> over() {
    place = Place.OVER;
    return Optional.empty();
  }

  private void step(Place next) {
    position++;
    place = next;
  }

  /// The element that begins here; empty where a comma or bracket is all there was.
  private Optional<JsonRecord> inArray(int first) throws IOException {
    return switch (first) {
      case ByteWindow.END -> {
        place = Place.OVER;
        yield Optional.of(fault("the array has no end"));
      }
      case ']' -> {
        boolean comma = place == Place.BEHIND_COMMA;
        step(Place.OUTSIDE);
        yield comma ? Optional.of(fault("a comma has nothing behind it")) : Optional.empty();
      }
      case ',' -> {
        boolean none = place != Place.BEHIND_ELEMENT;
        step(Place.BEHIND_COMMA);
        yield none ? Optional.of(fault("a comma has nothing before it")) : Optional.empty();
      }
      default -> Optional.of(element());
    };
  }

  private JsonRecord element() throws IOException {
    boolean comma = place != Place.BEHIND_ELEMENT;
    long start = position;
    window.keep(start);
    ValueScan.End end = scan.of(start, Reach.INPUT);
    if (end.state() == ValueScan.State.INPUT_ENDED) return endless();
    place = Place.BEHIND_ELEMENT;
    JsonRecord record =
        comma ? record(start, end.position()) : fault("a comma is missing before it");
    pass(end);
    return record;
  }

  /// A record that stands in no array. Whatever is no object ends with its line.
  private JsonRecord outside(int first) throws IOException {
    long start = position;
    window.keep(start);
    if (first != '{') return untilLineEnd(start);
    ValueScan.End end = scan.of(start, Reach.LINE);
    return switch (end.state()) {
      case CLOSED -> closed(start, end);
      case INPUT_ENDED, LINE_ENDED_IN_STRING -> passed(start, end);
      case LINE_ENDED ->
          layout == Layout.LINES ? passed(start, end) : perhapsSeveralLines(start, end);
    };
  }

  /// An object whose end was found: with what else its line holds where that is no further record.
  private JsonRecord closed(long start, ValueScan.End end) throws IOException {
    int behind = window.at(behindBlanks(end.position()));
    if (behind == '{' || behind == '[') return passed(start, end);
    if (behind == '\n' || behind == ByteWindow.END) {
      if (end.lines() == 0) layout = Layout.LINES;
      return passed(start, end);
    }
    position = end.position();
    JsonRecord record = untilLineEnd(start);
    line += end.lines();
    return record;
  }

  /// An object that may go on behind its first line. It does not where the next line is an object
  /// of its own; and one that never ends was a broken line, if its first line says more than that
  /// an object begins.
  private JsonRecord perhapsSeveralLines(long start, ValueScan.End first) throws IOException {
    boolean broken = wholeObject(first.position() + 1);
    if (!broken) {
      ValueScan.End end = scan.of(start, Reach.INPUT);
      if (end.state() == ValueScan.State.CLOSED) return closed(start, end);
    }
    if (!window.holds(start)) return endless();
    if (!broken && behindBlanks(start + 1) == first.position()) return endless();
    layout = Layout.LINES;
    return passed(start, first);
  }

  private boolean wholeObject(long lineStart) throws IOException {
    long start = behindBlanks(lineStart);
    if (window.at(start) != '{') return false;
    ValueScan.End end = scan.of(start, Reach.LINE);
    if (end.state() != ValueScan.State.CLOSED) return false;
    int behind = window.at(behindBlanks(end.position()));
    return behind == '\n' || behind == ByteWindow.END;
  }

  private JsonRecord untilLineEnd(long start) throws IOException {
    int next = window.at(position);
    while (next != '\n' && next != ByteWindow.END) next = window.at(++position);
    return record(start, position);
  }

  private JsonRecord passed(long start, ValueScan.End end) {
    JsonRecord record = record(start, end.position());
    pass(end);
    return record;
  }

  private void pass(ValueScan.End end) {
    position = end.position();
    line += end.lines();
  }

  private JsonRecord endless() {
    place = Place.OVER;
    return fault("it has no end; the rest was not read");
  }

  private JsonRecord record(long start, long end) {
    if (!window.holds(start)) return fault("it is too large");
    number++;
    return new JsonRecord(
        number, line, window.bytes(), window.index(start), (int) (end - start), Optional.empty());
  }

  private JsonRecord fault(String detail) {
    number++;
    var problem = Problem.of(ProblemKind.MALFORMED, "not JSON: " + detail);
    return new JsonRecord(number, line, new byte[0], 0, 0, Optional.of(problem));
  }

  private int skipBlanks() throws IOException {
    while (true) {
      window.keep(position);
      int next = window.at(position);
      if (next == 0xEF && byteOrderMark()) position += 3;
      else if (next == '\n' || next == ' ' || next == '\t' || next == '\r') {
        line += next == '\n' ? 1 : 0;
        position++;
      } else return next;
    }
  }

  /// UTF-8's mark, which editors put at the beginning of a file, and `cat` in the middle.
  private boolean byteOrderMark() throws IOException {
    return window.at(position + 1) == 0xBB && window.at(position + 2) == 0xBF;
  }

  private long behindBlanks(long from) throws IOException {
    long at = from;
    while (window.at(at) == ' ' || window.at(at) == '\t' || window.at(at) == '\r') at++;
    return at;
  }
}
