package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.text.TextRejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Problems gathered while a directory is read, each once.
final class Findings {
  /// A tensor missing from every block is one problem, not a thousand lines.
  private static final int LIMIT = 200;

  private final Set<String> problems = new LinkedHashSet<>();

  /// A reading that may fail.
  interface Reading<T> {
    T read() throws IOException;
  }

  /// What is read, or nothing and a problem more.
  <T> Optional<T> attempt(Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (CheckpointRejected | TextRejected | IllegalArgumentException bad) {
      add(String.valueOf(bad.getMessage()));
    } catch (IOException unreadable) {
      add(unreadable.toString());
    }
    return Optional.empty();
  }

  /// Runs each check, whatever the others say.
  void attemptAll(List<Runnable> checks) {
    for (Runnable check : checks) {
      attempt(() -> {
        check.run();
        return true;
      });
    }
  }

  void add(String problem) {
    problems.add(problem);
  }

  /// The first problems, and how many more there are.
  List<String> list() {
    List<String> first = problems.stream().limit(LIMIT).toList();
    if (first.size() == problems.size()) return first;
    List<String> all = new ArrayList<>(first);
    all.add("and " + (problems.size() - LIMIT) + " more");
    return List.copyOf(all);
  }
}
