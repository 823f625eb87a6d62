package io.viralstream.datasets;

import java.io.IOException;
import java.util.Optional;

/// The records of one or more files, one after the other, in an order that is the same each time.
///
/// Memory holds a bounded part, whatever the files' size.
///
/// @param <T> what a record is
public interface RecordSource<T> extends AutoCloseable {

  /// A record with its place.
  ///
  /// @param place `answers.jsonl, line 7`, for messages
  record Placed<T>(String place, T record) {}

  /// The next record; empty behind the last.
  ///
  /// @throws RecordFault where this record cannot be taken; the source goes on behind it
  /// @throws FileFault where the file is none of the kind that it was said to be, is cut off, or is
  ///   too large: there is nothing behind it
  Optional<Placed<T>> next() throws IOException, RecordFault;

  /// How far it is, in the unit of [#size].
  long position();

  /// Bytes, or rows, of all files together.
  long size();

  @Override
  void close() throws IOException;
}
