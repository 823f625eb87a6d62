package io.viralstream.embedded.clickhouse.http;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Writes the pieces of one result so that they read as a result in one piece.
final class RowsOutput {

  private final RowsFormat format;
  private final NativeLayout layout;
  private final List<String> types;

  /// How much of each further piece repeats the first one's start.
  private long repeated;

  private boolean started;

  /// @param layout of the blocks, if the format is Native
  /// @param types of the result's columns, as [NativeLayout#write] takes them
  RowsOutput(RowsFormat format, NativeLayout layout, List<String> types) {
    this.format = format;
    this.layout = layout;
    this.types = types;
  }

  /// @throws RequestRefused if the piece cannot be written
  void check(MemorySegment piece) throws IOException {
    if (format.isNative() && !layout.isPlain()) {
      layout.write(piece, types, OutputStream.nullOutputStream());
    }
  }

  void write(MemorySegment piece, OutputStream body) throws IOException {
    if (piece.byteSize() == 0) {
      return;
    }
    if (format.isNative()) {
      layout.write(piece, types, body);
      return;
    }
    NativeCopy.write(piece.asSlice(started ? repeated : 0), body);
    if (!started) {
      repeated = format.repeatedHead(piece);
      started = true;
    }
  }
}
