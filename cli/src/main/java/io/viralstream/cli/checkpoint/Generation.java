package io.viralstream.cli.checkpoint;

import io.viralstream.images.Picture;
import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Completion;
import io.viralstream.models.generate.Generator;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.Request;
import io.viralstream.models.generate.Sampling;
import io.viralstream.models.generate.Stopping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lets a model answer several prompts, together as far as they fit.
///
/// @param stops texts that end an answer
/// @param most tokens of an answer; fewer where the model has no room for them
public record Generation(Sampling sampling, List<String> stops, int most) {
  /// Sequences that run together at most, and the slots that they fill.
  private static final int ROWS = 16;

  private static final int SLOTS = 1 << 15;

  public Generation {
    stops = List.copyOf(stops);
  }

  /// @throws NoRoom where a prompt fills the model's context
  public List<Output> of(LoadedModel model, List<Prompt> prompts) {
    List<Request> requests = new ArrayList<>();
    for (Prompt prompt : prompts) requests.add(request(model, prompt));
    var settings = new BatchSettings(Math.min(ROWS, requests.size()), SLOTS, false);
    try (Generator generator = model.generator()) {
      List<Completion> said = generator.complete(requests, settings);
      List<Output> outputs = new ArrayList<>();
      for (int i = 0; i < said.size(); i++) {
        outputs.add(output(model, requests.get(i), said.get(i)));
      }
      return outputs;
    }
  }

  private Request request(LoadedModel model, Prompt prompt) {
    Question question = model.question(prompt.picture().map(model::see), prompt.text());
    int room = model.context() - tokens(question);
    if (room < 1)
      throw new NoRoom("prompt of " + tokens(question) + " tokens, context " + model.context());
    Optional<Stopping.Texts> texts =
        stops.isEmpty()
            ? Optional.empty()
            : Optional.of(new Stopping.Texts(model.tokenizer(), stops));
    var stopping = new Stopping(model.endTokens(), texts, Math.min(most, room));
    return model.request(question, sampling, stopping);
  }

  private static Output output(LoadedModel model, Request request, Completion said) {
    return new Output(
        said.text(model.tokenizer()), said.ids(), request.promptTokens(), said.ending());
  }

  private static int tokens(Question question) {
    return question.packed().length();
  }

  /// A prompt after which nothing can be said; the message has both lengths.
  public static final class NoRoom extends RuntimeException {
    NoRoom(String message) {
      super(message);
    }
  }

  /// A text, and the picture that it is about, if any.
  public record Prompt(Optional<Picture> picture, String text) {}
}
