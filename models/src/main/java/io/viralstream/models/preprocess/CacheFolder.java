package io.viralstream.models.preprocess;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is costly to make, kept in a folder, one file each, so that it outlives the process;
/// several processes of one user may share it.
///
/// A file is written under another name and then moved, so no process ever waits for another. What
/// a power cut or a full disk left of a file is for its reader to find, by length or hash; it
/// counts as absent. No fault of the folder is one of its user: what cannot be read is made, what
/// cannot be written is not kept. An event says so, once a minute at most.
///
/// All files together take at most a number of bytes. Before more would be kept, those that were
/// used longest ago are deleted; a file's time of modification is that of its last use. Each
/// process adds up what it writes, and looks at the whole folder after every sixteenth of the
/// limit. So N processes may for a while take N sixteenths more.
///
/// Safe for use by several threads.
public final class CacheFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CacheFolder.class);

  private static final Pattern UNFINISHED = Pattern.compile("[0-9a-f]{64}-\\d+\\.unfinished");

  /// Nobody writes one file for that long.
  private static final Duration LEFT_OVER = Duration.ofHours(1);

  /// After a failed write none is tried, and after an event no other written, for that long.
  private static final Duration REST = Duration.ofMinutes(1);

  /// Candidates for deletion that one look at the folder remembers: 5 MiB of heap.
  private static final int OLDEST = 16_384;

  private static final int SHARE = 16;

  /// Reads an entry's file.
  @FunctionalInterface
  public interface Reading<V> {
    /// Empty where the file is not what was written for this entry.
    ///
    /// @throws NoSuchFileException where there is none
    Optional<V> read(Path file) throws IOException;
  }

  private final Kind kind;
  private final Path folder;
  private final long limit;
  private final InstantSource clock;

  /// What is kept; each kind has files of its own ending, so that a folder may hold several.
  public enum Kind {
    FEATURES("feature", ".features"),
    ANSWERS("answer", ".answer");

    private final String word;
    private final String ending;
    private final Pattern entry;

    Kind(String word, String ending) {
      this.word = word;
      this.ending = ending;
      entry = Pattern.compile("[0-9a-f]{64}" + Pattern.quote(ending));
    }
  }

  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /// Bytes written since the last look at the whole folder.
  private final AtomicLong unseen = new AtomicLong();

  private final ReentrantLock deleting = new ReentrantLock();
  private volatile Instant restsUntil = Instant.MIN;
  private Instant silentUntil = Instant.MIN;

  private CacheFolder(Kind kind, Path folder, long limit, InstantSource clock) {
    this.kind = kind;
    this.folder = folder;
    this.limit = limit;
    this.clock = clock;
  }

  /// Opens a folder, making it where it is not there, and deletes what killed processes left
  /// unfinished in it.
  ///
  /// @param limit bytes of all entries together
  public static CacheFolder at(Kind kind, Path folder, long limit, InstantSource clock) {
    if (limit < 0) throw new IllegalArgumentException("limit=" + limit + ", expected at least 0");
    CacheFolder opened = new CacheFolder(kind, folder, limit, clock);
    try {
      Files.createDirectories(folder);
      opened.look();
    } catch (IOException fault) {
      opened.rest("open", fault);
    }
    return opened;
  }

  /// What is kept under a name; a lookup, which counts as hit or miss.
  ///
  /// @param name 64 hexadecimal digits
  public <V> Optional<V> find(String name, Reading<V> reading) {
    Optional<V> known = read(file(name), reading);
    (known.isPresent() ? hits : misses).incrementAndGet();
    return known;
  }

  /// Entries and bytes are those of the last look at the folder, and what this process has written
  /// since.
  public FeatureCache.Counts counts() {
    return new FeatureCache.Counts(hits.get(), misses.get(), entries.get(), bytes.get());
  }

  private <V> Optional<V> read(Path file, Reading<V> reading) {
    try {
      Optional<V> known = reading.read(file);
      if (known.isPresent()) touch(file);
      return known;
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException fault) {
      report("read", fault);
      return Optional.empty();
    }
  }

  /// Marks a file as used; what was read of it stays good where that fails.
  private void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, now());
    } catch (NoSuchFileException deleted) {
      LOG.debug("entry deleted by another process file={}", file);
    } catch (IOException fault) {
      report("touch", fault);
    }
  }

  /// Keeps a content under a name, if that can be; several may keep the same at once.
  ///
  /// @param name 64 hexadecimal digits
  public void keep(String name, byte[] content) {
    if (content.length > limit || isResting()) return;
    try {
      makeRoom(content.length);
      write(name, content);
      entries.incrementAndGet();
      bytes.addAndGet(content.length);
      unseen.addAndGet(content.length);
    } catch (IOException fault) {
      rest("write", fault);
    }
  }

  private void write(String name, byte[] content) throws IOException {
    Path unfinished = Files.createTempFile(folder, name + "-", ".unfinished");
    try {
      Files.write(unfinished, content);
      Files.setLastModifiedTime(unfinished, now());
      Files.move(unfinished, file(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException fault) {
      Files.deleteIfExists(unfinished);
      throw fault;
    }
  }

  /// One thread makes room for all; the others do not wait for it.
  private void makeRoom(long needed) throws IOException {
    boolean full = bytes.get() + needed > limit;
    if (!full && unseen.get() <= limit / SHARE) return;
    if (!deleting.tryLock()) return;
    try {
      PriorityQueue<Used> oldest = look();
      if (bytes.get() + needed > limit) delete(oldest, Math.max(0, limit - limit / SHARE - needed));
    } finally {
      deleting.unlock();
    }
  }

  /// Deletes the entries used longest ago until the others take no more than so many bytes.
  private void delete(PriorityQueue<Used> oldest, long most) throws IOException {
    PriorityQueue<Used> left = oldest;
    while (bytes.get() > most && !left.isEmpty()) {
      for (Used each : left.stream().sorted(Used.OLDEST_FIRST).toList()) {
        if (bytes.get() <= most) return;
        Files.deleteIfExists(each.file());
        entries.decrementAndGet();
        bytes.addAndGet(-each.bytes());
      }
      left = look();
    }
  }

  /// An entry that is there.
  private record Used(Path file, long bytes, FileTime at) {
    static final Comparator<Used> OLDEST_FIRST = Comparator.comparing(Used::at);
  }

  /// Counts what is there, by whomever it was written, and deletes what was left unfinished.
  ///
  /// @return the entries used longest ago, the newest of them first
  private PriorityQueue<Used> look() throws IOException {
    PriorityQueue<Used> oldest = new PriorityQueue<>(Used.OLDEST_FIRST.reversed());
    long found = 0;
    long taken = 0;
    long before = unseen.get();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Optional<Used> entry = entry(file);
        if (entry.isEmpty()) continue;
        found++;
        taken += entry.get().bytes();
        oldest.add(entry.get());
        if (oldest.size() > OLDEST) oldest.remove();
      }
    } catch (DirectoryIteratorException fault) {
      throw fault.getCause();
    }
    entries.set(found);
    bytes.set(taken);
    unseen.addAndGet(-before);
    return oldest;
  }

  /// What a file is, unless it is not ours or gone meanwhile.
  private Optional<Used> entry(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    boolean unfinished = UNFINISHED.matcher(name).matches();
    if (!unfinished && !kind.entry.matcher(name).matches()) return Optional.empty();
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (!found.isRegularFile()) return Optional.empty();
      FileTime at = found.lastModifiedTime();
      if (!unfinished) return Optional.of(new Used(file, found.size(), at));
      if (at.toInstant().plus(LEFT_OVER).isBefore(clock.instant())) Files.deleteIfExists(file);
      return Optional.empty();
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private Path file(String name) {
    return folder.resolve(name + kind.ending);
  }

  private FileTime now() {
    return FileTime.from(clock.instant());
  }

  private boolean isResting() {
    return clock.instant().isBefore(restsUntil);
  }

  private void rest(String action, IOException fault) {
    report(action, fault);
    restsUntil = clock.instant().plus(REST);
  }

  private synchronized void report(String action, IOException fault) {
    Instant now = clock.instant();
    if (now.isBefore(silentUntil)) return;
    silentUntil = now.plus(REST);
    LOG.warn(
        "{} folder failed folder={} action={} reason=\"{}\"",
        kind.word,
        folder,
        action,
        fault.toString());
  }
}
