package io.viralstream.workers.train;

import io.viralstream.schemas.avro.DeadLetter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Dead letters that wait for the next checkpoint: on the heap up to a limit, and from there on in
/// a file, since each has the bytes of its record and a checkpoint may be long in coming.
///
/// The file has no name any more once it is open, so that a killed owner leaves none. Each letter
/// lies there behind its length:
///
/// ```
/// 0000 0412  1042 bytes  0000 0007  7 bytes
/// ```
final class HeldLetters implements Iterable<DeadLetter>, AutoCloseable {
  private final Path folder;
  private final long limit;
  private final List<ByteBuffer> onHeap = new ArrayList<>();
  private Optional<FileChannel> file = Optional.empty();
  private long heapBytes;
  private long fileBytes;

  /// @param folder where the file may lie
  /// @param limit bytes on the heap
  HeldLetters(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  void add(DeadLetter letter) throws IOException {
    ByteBuffer bytes = letter.toByteBuffer();
    if (fileBytes == 0 && heapBytes + bytes.remaining() <= limit) {
      heapBytes += bytes.remaining();
      onHeap.add(bytes);
      return;
    }
    ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + bytes.remaining());
    framed.putInt(bytes.remaining()).put(bytes).flip();
    FileChannel channel = opened();
    long at = fileBytes;
    while (framed.hasRemaining()) at += channel.write(framed, at);
    fileBytes = at;
  }

  private FileChannel opened() throws IOException {
    if (file.isPresent()) return file.get();
    Path path = Files.createTempFile(folder, "letters-", ".waiting");
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(path);
    file = Optional.of(channel);
    return channel;
  }

  /// Bytes on the heap.
  long heapBytes() {
    return heapBytes;
  }

  /// Bytes of all.
  long bytes() {
    return heapBytes + fileBytes;
  }

  /// In the order of adding; one letter at a time is read from the file.
  @Override
  public Iterator<DeadLetter> iterator() {
    return new Iterator<>() {
      private int next;
      private long at;

      @Override
      public boolean hasNext() {
        return next < onHeap.size() || at < fileBytes;
      }

      @Override
      public DeadLetter next() {
        if (!hasNext()) throw new NoSuchElementException("no further letter");
        try {
          if (next < onHeap.size())
            return DeadLetter.fromByteBuffer(onHeap.get(next++).duplicate());
          int length = read(at, Integer.BYTES).getInt();
          ByteBuffer bytes = read(at + Integer.BYTES, length);
          at += Integer.BYTES + length;
          return DeadLetter.fromByteBuffer(bytes);
        } catch (IOException unreadable) {
          throw new UncheckedIOException("dead letters that wait: " + folder, unreadable);
        }
      }
    };
  }

  private ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.orElseThrow().read(bytes, at + bytes.position()) < 0) {
        throw new IOException("the file ends at " + fileBytes);
      }
    }
    return bytes.flip();
  }

  /// Forgets all, once they are published.
  void clear() throws IOException {
    onHeap.clear();
    heapBytes = 0;
    fileBytes = 0;
    close();
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) file.get().close();
    file = Optional.empty();
  }
}
