package io.viralstream.workers.infer;

import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Completion;
import io.viralstream.models.generate.Generator;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Prompt;
import io.viralstream.models.generate.Request;
import io.viralstream.models.generate.Sequence;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.schemas.avro.Finish;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All work that one model version is at: each is done when its last answer ends, whatever else
/// still runs.
final class Session implements AutoCloseable {
  private final LoadedModel model;
  private final RequestPreparation preparation;
  private final AnswerMemory memory;
  private final InstantSource clock;
  private final Generator generator;
  private final List<RunningWork> running = new ArrayList<>();

  /// @param memory of what the model said before
  /// @param keyValueBytes for all its sequences
  Session(AnswerMemory memory, long keyValueBytes, FeatureCache features, InstantSource clock) {
    this.model = memory.model();
    this.memory = memory;
    this.preparation = new RequestPreparation(model, features);
    this.generator = new Generator(model.model(), keyValueBytes);
    this.clock = clock;
  }

  /// Takes work in; where none of its questions can be asked it is done at once.
  void begin(AnswerWork work) {
    RunningWork begun = new RunningWork(work);
    begun.ask();
    running.add(begun);
    handOver();
  }

  /// Continues every answer that somebody still waits for by a token; false where all work is done.
  boolean step() {
    running.forEach(work -> work.expire(clock.instant()));
    generator.step();
    handOver();
    return !running.isEmpty();
  }

  private void handOver() {
    running.removeIf(RunningWork::handsOver);
  }

  @Override
  public void close() {
    generator.close();
  }

  /// A question that the model is asked.
  ///
  /// @param index its place among the questions of its work
  /// @param entry where its answer is to be kept, if anywhere
  private record Asked(
      int index,
      Deadline deadline,
      int promptTokens,
      Optional<AnswerEntry> entry,
      Sequence sequence) {}

  /// Work whose questions are being answered.
  private final class RunningWork {
    private final AnswerWork work;
    private final List<Asked> asked = new ArrayList<>();
    private final SortedMap<Integer, Reply> replies = new TreeMap<>();
    private final long began = System.nanoTime();

    RunningWork(AnswerWork work) {
      this.work = work;
    }

    /// Asks the model what it can be asked; the others have their replies.
    void ask() {
      for (int index = 0; index < work.questions().size(); index++) {
        try {
          ask(index, work.questions().get(index));
        } catch (QuestionRejected bad) {
          replies.put(index, bad.reply());
        }
      }
    }

    private void ask(int index, PreparedQuestion question) throws QuestionRejected {
      Deadline deadline = Deadline.of(question.task());
      deadline.demandAhead(clock.instant());
      Prompt prompt = preparation.prompt(question);
      Optional<AnswerEntry> entry = memory.entry(question, prompt);
      Optional<Reply.Said> known = memory.find(entry);
      if (known.isPresent()) {
        replies.put(index, known.get());
        return;
      }
      Request request = preparation.prepare(question, prompt);
      BatchSettings settings = RequestPreparation.settings(question.task());
      Sequence sequence = generator.add(request, settings);
      asked.add(new Asked(index, deadline, request.promptTokens(), entry, sequence));
    }

    /// Gives up what is past its deadline.
    void expire(Instant now) {
      for (Asked each : asked) {
        if (!each.sequence().isOpen() || !each.deadline().isPast(now)) continue;
        each.sequence().abandon();
        replies.put(each.index(), each.deadline().expired());
      }
    }

    /// Hands the replies over once all answers have ended; false before.
    boolean handsOver() {
      if (asked.stream().anyMatch(each -> each.sequence().isOpen())) return false;
      double millis = (System.nanoTime() - began) / 1e6;
      for (Asked each : asked) {
        if (replies.containsKey(each.index())) continue;
        Reply.Said said = said(each, millis);
        memory.keep(each.entry(), said);
        replies.put(each.index(), said);
      }
      work.replies().complete(List.copyOf(replies.values()));
      return true;
    }

    private Reply.Said said(Asked question, double millis) {
      Completion completion = question.sequence().completion();
      return new Reply.Said(
          completion.text(model.tokenizer()),
          question.promptTokens(),
          completion.answer().size(),
          completion.ended() ? Finish.STOP : Finish.LENGTH,
          question.sequence().together(),
          millis,
          Reply.Said.Source.COMPUTED);
    }
  }
}
