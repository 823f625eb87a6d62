package io.viralstream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/// The right to use a data folder; the system takes it back when the process ends, however it ends.
public final class DataLock implements AutoCloseable {

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws IllegalStateException naming the folder and the process, if another stack runs on it
  public static DataLock take(Path data) {
    try {
      Files.createDirectories(data);
      Path file = data.resolve("lock");
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (locked(channel).isEmpty()) {
        channel.close();
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "data folder %s is in use by process %s; stop it or choose another folder",
                data,
                Files.readString(file).strip()));
      }
      writeOwner(channel);
      return new DataLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Another process shows as no lock, this one as an exception; both mean the same here.
  private static Optional<FileLock> locked(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException ofThisProcess) {
      return Optional.empty();
    }
  }

  /// For the refusal's message only; the lock itself is the system's.
  private static void writeOwner(FileChannel channel) throws IOException {
    channel.truncate(0);
    String owner = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
