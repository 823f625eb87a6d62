package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.Durable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an arm's trainers began and did not live to end, as empty files beside its checkpoints.
///
/// A file stands on disk before the work that it names begins, and goes when that work is over. So
/// the worker that owns the arm next reads from the names that are left what its predecessors died
/// in. Worked example: a step that begins at offset 40 killed its trainer twice, and then the
/// sample at offset 43, tried alone, once:
///
/// ```
/// step-40.1  step-40.2  step-40.3  sample-43.1
/// ```
///
/// An owner that was fenced without noticing may still write here. That adds at most a death that
/// was none, and a death more than there was costs a trial more, never a sample: a sample is given
/// up for deaths alone, which last milliseconds.
final class CrashJournal {
  private static final Pattern NAME = Pattern.compile("(step|sample)-(\\d{1,18})\\.(\\d{1,6})");

  /// What is attempted.
  enum Work {
    /// A step, from the preparation of its first sample to its update.
    STEP("step"),
    /// One sample alone, without update.
    SAMPLE("sample");

    private final String word;

    Work(String word) {
      this.word = word;
    }
  }

  /// @param offset the first one of a step, or that of the sample
  private record Attempt(Work work, long offset) {}

  private final Path folder;
  private final Map<Attempt, Set<Path>> files = new HashMap<>();
  private final Map<Attempt, Path> begun = new HashMap<>();

  private CrashJournal(Path folder) {
    this.folder = folder;
  }

  /// Reads what predecessors left; only the fenced-in owner of the arm may go on to write.
  static CrashJournal in(Path folder) throws IOException {
    Files.createDirectories(folder);
    CrashJournal journal = new CrashJournal(folder);
    try (Stream<Path> listed = Files.list(folder)) {
      listed.forEach(journal::found);
    }
    return journal;
  }

  private void found(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) return;
    Work work = name.group(1).equals(Work.STEP.word) ? Work.STEP : Work.SAMPLE;
    of(new Attempt(work, Long.parseLong(name.group(2)))).add(file);
  }

  private Set<Path> of(Attempt attempt) {
    return files.computeIfAbsent(attempt, unseen -> new HashSet<>());
  }

  /// How often a trainer died in it; an attempt that is being made counts not.
  int deaths(Work work, long offset) {
    Attempt attempt = new Attempt(work, offset);
    int known = files.getOrDefault(attempt, Set.of()).size();
    return begun.containsKey(attempt) ? known - 1 : known;
  }

  /// Returns once the attempt is on disk; one that is being made already goes on.
  void begin(Work work, long offset) throws IOException {
    Attempt attempt = new Attempt(work, offset);
    if (begun.containsKey(attempt)) return;
    Path file = create(attempt, of(attempt).size() + 1);
    Durable.syncDirectory(folder);
    of(attempt).add(file);
    begun.put(attempt, file);
  }

  private Path create(Attempt attempt, int number) throws IOException {
    for (int n = number; ; n++) {
      try {
        return Files.createFile(
            folder.resolve(attempt.work().word + "-" + attempt.offset() + "." + n));
      } catch (FileAlreadyExistsException taken) {
        // By an owner that was fenced and does not know it yet: take the next number.
      }
    }
  }

  /// The work is over and nobody died: its deaths are forgotten.
  void survived(Work work, long offset) throws IOException {
    Attempt attempt = new Attempt(work, offset);
    begun.remove(attempt);
    Set<Path> done = files.remove(attempt);
    if (done != null) for (Path file : done) Files.deleteIfExists(file);
  }

  /// Takes back what is being attempted: it was broken off for a reason of its own.
  void withdraw() throws IOException {
    for (Map.Entry<Attempt, Path> each : begun.entrySet()) {
      of(each.getKey()).remove(each.getValue());
      Files.deleteIfExists(each.getValue());
    }
    begun.clear();
  }

  /// Forgets what a committed checkpoint covers; until then a verdict must outlive every owner, so
  /// that all of them pass over the same samples.
  void forgetBefore(long offset) throws IOException {
    for (Attempt attempt : List.copyOf(files.keySet())) {
      if (attempt.offset() < offset) survived(attempt.work(), attempt.offset());
    }
  }
}
