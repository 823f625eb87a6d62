package io.viralstream.workers.infer;

import io.viralstream.workers.model.KeyValueCache;
import io.viralstream.workers.model.PackedBatch;
import io.viralstream.workers.model.PackedSample;
import io.viralstream.workers.model.PatchFeatures;
import io.viralstream.workers.model.Visibility;
import io.viralstream.workers.model.VisionLanguageModel;
import io.viralstream.workers.tensor.Scope;
import io.viralstream.workers.tensor.Tensor;
import io.viralstream.workers.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Greedy answers to a batch of prompts of any lengths, with a key-value cache.
///
/// Prompts are padded at their ends. New tokens go behind the padding, which no one attends to, and
/// take the positions that follow their own prompt, so that a batch answers as each prompt alone.
/// Two prompts of 5 and 3 slots, after two new tokens:
///
/// ```
/// slot       0 1 2 3 4 5 6          slot       0 1 2 3 4 5 6
/// holds      p p p p p n n          holds      p p p – – n n
/// position   0 1 2 3 4 5 6          position   0 1 2     3 4
/// ```
public final class Generator {
  private final VisionLanguageModel model;
  private final int endOfAnswer;

  /// @param endOfAnswer the id that ends an answer, `</s>`
  public Generator(VisionLanguageModel model, int endOfAnswer) {
    this.model = model;
    this.endOfAnswer = endOfAnswer;
  }

  /// The answer of each prompt as ids, without the end token.
  ///
  /// @param mostTokens an answer that has not ended after so many tokens is cut there
  /// @throws IllegalArgumentException when a prompt and its answer do not fit the model's context
  public List<Answer> answer(List<Question> questions, int mostTokens) {
    PackedBatch batch = PackedBatch.of(questions.stream().map(Question::packed).toList());
    requireRoom(batch, mostTokens);
    Torch torch = model.torch();
    try (Scope scope = torch.inference();
        KeyValueCache cache =
            new KeyValueCache(
                torch, model.language().settings(), batch.size(), batch.length() + mostTokens)) {
      Answers answers = new Answers(batch.size(), endOfAnswer);
      answers.add(first(batch, features(questions), cache));
      for (int i = 1; i < mostTokens && answers.isAnyOpen(); i++) {
        answers.add(next(batch, answers.lastTokens(), i - 1, cache));
      }
      return answers.list();
    }
  }

  private void requireRoom(PackedBatch batch, int mostTokens) {
    int context = model.language().settings().context();
    if (mostTokens < 1) {
      throw new IllegalArgumentException("mostTokens=" + mostTokens + ", expected at least 1");
    }
    for (PackedSample sample : batch.samples()) {
      if (sample.positions() + mostTokens > context) {
        throw new IllegalArgumentException(
            "prompt.positions=%d with mostTokens=%d, expected at most %d together"
                .formatted(sample.positions(), mostTokens, context));
      }
    }
  }

  private Optional<Tensor> features(List<Question> questions) {
    List<PatchFeatures> pictures =
        questions.stream().flatMap(question -> question.picture().stream()).toList();
    return pictures.isEmpty()
        ? Optional.empty()
        : Optional.of(PatchFeatures.stacked(model.torch(), pictures));
  }

  /// Reads the prompts into the cache; each one's last token predicts its answer's first.
  private long[] first(PackedBatch batch, Optional<Tensor> features, KeyValueCache cache) {
    try (Scope scope = model.torch().inference()) {
      Tensor last = model.hidden(batch, features, cache).last();
      cache.advance(batch.length());
      int[] rows = new int[batch.size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = i * batch.length() + batch.samples().get(i).length() - 1;
      }
      Tensor ends =
          last.reshape(-1, last.size(2)).indexSelect(0, model.torch().of(rows, rows.length));
      return best(ends);
    }
  }

  /// Appends the newest token of each answer and predicts the next.
  private long[] next(PackedBatch batch, long[] tokens, int generated, KeyValueCache cache) {
    Torch torch = model.torch();
    try (Scope scope = torch.inference()) {
      Tensor embedded = model.language().embed(torch.of(tokens, tokens.length, 1));
      Tensor positions = torch.of(positions(batch, generated), tokens.length, 1);
      Visibility seen = new Visibility.Masked(seen(batch, generated));
      Tensor last = model.language().hidden(embedded, positions, seen, cache).last();
      cache.advance(1);
      return best(last.reshape(tokens.length, -1));
    }
  }

  private long[] best(Tensor hidden) {
    return model.language().logits(hidden).argmax(-1).longs();
  }

  private static int[] positions(PackedBatch batch, int generated) {
    return batch.samples().stream().mapToInt(sample -> sample.length() + generated).toArray();
  }

  /// `[B, 1, 1, S]`: the prompt without its padding, and all of the answer.
  private Tensor seen(PackedBatch batch, int generated) {
    int slots = batch.length() + generated + 1;
    boolean[] seen = new boolean[batch.size() * slots];
    for (int i = 0; i < batch.size(); i++) {
      int prompt = batch.samples().get(i).length();
      for (int slot = 0; slot < slots; slot++) {
        seen[i * slots + slot] = slot < prompt || slot >= batch.length();
      }
    }
    return model.torch().of(seen, batch.size(), 1, 1, slots);
  }

  /// Answers as they grow. One that has ended goes on in the batch, unheard, until all have.
  private static final class Answers {
    private final int end;
    private final List<List<Integer>> tokens = new ArrayList<>();
    private final boolean[] ended;
    private long[] last = {};

    Answers(int size, int end) {
      this.end = end;
      ended = new boolean[size];
      for (int i = 0; i < size; i++) {
        tokens.add(new ArrayList<>());
      }
    }

    void add(long[] next) {
      last = next;
      for (int i = 0; i < next.length; i++) {
        ended[i] |= next[i] == end;
        if (!ended[i]) {
          tokens.get(i).add(Math.toIntExact(next[i]));
        }
      }
    }

    boolean isAnyOpen() {
      for (boolean done : ended) {
        if (!done) {
          return true;
        }
      }
      return false;
    }

    long[] lastTokens() {
      return last;
    }

    List<Answer> list() {
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < ended.length; i++) {
        answers.add(new Answer(tokens.get(i), ended[i]));
      }
      return answers;
    }
  }
}
