package io.viralstream.datasets;

import io.viralstream.schemas.avro.ItemGroup;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Questions whose groups have as many of them as they say.
///
/// A picture of MME with one question is a fault of the file, named at the end, where all questions
/// were good by themselves. In memory are only groups that lack a question, and those that are
/// whole as a number each.
final class WholeGroups implements RecordSource<BenchmarkQuestion> {
  private final RecordSource<BenchmarkQuestion> questions;
  private final NotedKeys counts = new NotedKeys();
  private final Map<String, Unfinished> unfinished = new LinkedHashMap<>();
  private boolean refused;

  private record Unfinished(String place, ItemGroup group, long has) {}

  WholeGroups(RecordSource<BenchmarkQuestion> questions) {
    this.questions = questions;
  }

  @Override
  public Optional<Placed<BenchmarkQuestion>> next() throws IOException, RecordFault {
    try {
      Optional<Placed<BenchmarkQuestion>> question = questions.next();
      if (question.isPresent()) count(question.get());
      else if (!refused) demandWhole();
      return question;
    } catch (RecordFault fault) {
      refused = true;
      throw fault;
    }
  }

  private void count(Placed<BenchmarkQuestion> question) throws RecordFault {
    for (ItemGroup group : question.record().groups()) {
      if (group.getSize() == 0) continue;
      String key = group.getKind() + " " + group.getId();
      long has = counts.count(key);
      if (has > group.getSize())
        throw new RecordFault(
            question.place(),
            named(group) + " has " + has + " questions, expected " + group.getSize());
      if (has == group.getSize()) unfinished.remove(key);
      else unfinished.put(key, new Unfinished(question.place(), group, has));
    }
  }

  private void demandWhole() throws FileFault {
    Optional<Unfinished> first = unfinished.values().stream().findFirst();
    if (first.isEmpty()) return;
    Unfinished one = first.get();
    throw new FileFault(
        one.place()
            + ": "
            + named(one.group())
            + " has "
            + one.has()
            + " questions, expected "
            + one.group().getSize()
            + (unfinished.size() > 1
                ? "; so have " + (unfinished.size() - 1) + " more groups"
                : ""));
  }

  private static String named(ItemGroup group) {
    return group.getKind().name().toLowerCase(Locale.ROOT) + "=" + Row.shown(group.getId());
  }

  @Override
  public long position() {
    return questions.position();
  }

  @Override
  public long size() {
    return questions.size();
  }

  @Override
  public void close() throws IOException {
    questions.close();
  }
}
