package io.viralstream.models.generate;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.VisionLanguageModel;
import java.util.List;
import java.util.Locale;

/// Answers to prompts of any lengths, as many together as the settings allow.
public final class Generator {
  private final VisionLanguageModel model;
  private final int endOfAnswer;
  private final BatchSettings settings;

  /// @param endOfAnswer the id that ends an answer, `</s>`
  public Generator(VisionLanguageModel model, int endOfAnswer) {
    this(model, endOfAnswer, BatchSettings.defaults());
  }

  public Generator(VisionLanguageModel model, int endOfAnswer, BatchSettings settings) {
    this.model = model;
    this.endOfAnswer = endOfAnswer;
    this.settings = settings;
  }

  /// The greedy answer of each prompt as ids, without the end token.
  ///
  /// @param mostTokens an answer that has not ended after so many tokens is cut there
  /// @throws IllegalArgumentException when a prompt and its answer do not fit the model's context
  public List<Answer> answer(List<Question> questions, int mostTokens) {
    Stopping stopping = Stopping.at(endOfAnswer, mostTokens);
    List<Request> requests =
        questions.stream()
            .map(question -> new Request(question, Sampling.greedy(), stopping))
            .toList();
    return complete(requests).stream().map(Completion::answer).toList();
  }

  /// What the model says after each prompt, in their order.
  ///
  /// @throws IllegalArgumentException as [#answer]
  public List<Completion> complete(List<Request> requests) {
    return complete(requests, settings);
  }

  /// As [#complete], in the caller's manner.
  public List<Completion> complete(List<Request> requests, BatchSettings settings) {
    requests.forEach(this::requireRoom);
    List<Sequence> sequences = requests.stream().map(Sequence::new).toList();
    try (Scheduler scheduler = new Scheduler(model, settings, KeyValueBudget.unbounded())) {
      sequences.forEach(scheduler::add);
      while (scheduler.step()) {}
    }
    return sequences.stream().map(Sequence::completion).toList();
  }

  public BatchSettings settings() {
    return settings;
  }

  private void requireRoom(Request request) {
    int context = model.language().settings().context();
    int most = request.stopping().most();
    PackedSample prompt = request.question().packed();
    if (prompt.positions() + most > context) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "prompt.positions=%d with mostTokens=%d, expected at most %d together",
              prompt.positions(),
              most,
              context));
    }
  }
}
