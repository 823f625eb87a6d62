package io.viralstream.models.published;

import io.viralstream.models.model.AttentionMask;
import io.viralstream.models.model.KeyValueCache;
import io.viralstream.models.model.LanguageModel;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.List;

/// The plainest greedy generation with a cache, for prompts padded at either side.
final class GreedyIds {
  enum Padding {
    LEFT,
    RIGHT
  }

  private final Torch torch;
  private final LanguageModel model;
  private final List<Integer> endTokens;
  private final Padding padding;

  GreedyIds(Torch torch, LanguageModel model, List<Integer> endTokens, Padding padding) {
    this.torch = torch;
    this.model = model;
    this.endTokens = endTokens;
    this.padding = padding;
  }

  /// The answers with the tokens that ended them, at most so many tokens each.
  ///
  /// @param prompts embedded, `[T, D]` each
  List<List<Integer>> answers(List<Tensor> prompts, int mostTokens) {
    int longest = prompts.stream().mapToInt(GreedyIds::length).max().orElseThrow();
    List<List<Integer>> answers = new ArrayList<>();
    prompts.forEach(prompt -> answers.add(new ArrayList<>()));
    try (KeyValueCache cache =
        new KeyValueCache(torch, model.settings(), prompts.size(), longest + mostTokens)) {
      long[] next = first(prompts, longest, cache);
      for (int step = 0; step < mostTokens; step++) {
        add(answers, next);
        next = step + 1 < mostTokens ? following(prompts, longest, next, step, cache) : next;
      }
    }
    return answers;
  }

  private static int length(Tensor prompt) {
    return Math.toIntExact(prompt.size(0));
  }

  private void add(List<List<Integer>> answers, long[] next) {
    for (int i = 0; i < next.length; i++) {
      List<Integer> answer = answers.get(i);
      boolean ended = !answer.isEmpty() && endTokens.contains(answer.getLast());
      if (!ended) answer.add(Math.toIntExact(next[i]));
    }
  }

  /// The slot that a prompt's token of that number lies in.
  private int slot(Tensor prompt, int longest, int number) {
    return padding == Padding.LEFT ? longest - length(prompt) + number : number;
  }

  private long[] first(List<Tensor> prompts, int longest, KeyValueCache cache) {
    try (Scope scope = torch.inference()) {
      int batch = prompts.size();
      int[] positions = new int[batch * longest];
      boolean[] seen = new boolean[batch * longest * longest];
      int[] ends = new int[batch];
      for (int row = 0; row < batch; row++) {
        Tensor prompt = prompts.get(row);
        for (int slot = 0; slot < longest; slot++) {
          seen[(row * longest + slot) * longest + slot] = true;
        }
        for (int i = 0; i < length(prompt); i++) {
          int at = row * longest + slot(prompt, longest, i);
          positions[at] = i;
          for (int j = 0; j <= i; j++) seen[at * longest + slot(prompt, longest, j)] = true;
        }
        ends[row] = row * longest + slot(prompt, longest, length(prompt) - 1);
      }
      Tensor embedded =
          Tensor.stack(prompts.stream().map(prompt -> padded(prompt, longest)).toList(), 0);
      Tensor mask = torch.of(seen, batch, 1, longest, longest);
      Tensor last = run(embedded, positions, mask, cache);
      cache.advance(longest);
      return best(last.reshape(-1, last.size(2)).indexSelect(0, torch.of(ends, batch)));
    }
  }

  private Tensor padded(Tensor prompt, int longest) {
    int missing = longest - length(prompt);
    if (missing == 0) return prompt;
    Tensor zeros = torch.zeros(prompt.kind(), missing, prompt.size(1));
    return Tensor.concat(
        padding == Padding.LEFT ? List.of(zeros, prompt) : List.of(prompt, zeros), 0);
  }

  private long[] following(
      List<Tensor> prompts, int longest, long[] tokens, int step, KeyValueCache cache) {
    try (Scope scope = torch.inference()) {
      int slots = longest + step + 1;
      int[] positions = new int[prompts.size()];
      boolean[] seen = new boolean[prompts.size() * slots];
      for (int row = 0; row < prompts.size(); row++) {
        Tensor prompt = prompts.get(row);
        positions[row] = length(prompt) + step;
        for (int i = 0; i < length(prompt); i++) {
          seen[row * slots + slot(prompt, longest, i)] = true;
        }
        for (int slot = longest; slot < slots; slot++) seen[row * slots + slot] = true;
      }
      Tensor mask = torch.of(seen, prompts.size(), 1, 1, slots);
      Tensor embedded = model.embed(torch.of(tokens, tokens.length, 1));
      Tensor last = run(embedded, positions, mask, cache);
      cache.advance(1);
      return best(last.reshape(prompts.size(), -1));
    }
  }

  private Tensor run(Tensor embedded, int[] positions, Tensor mask, KeyValueCache cache) {
    Tensor places = torch.of(positions, embedded.size(0), embedded.size(1));
    return model.last(embedded, places, new AttentionMask.Masked(mask), cache);
  }

  private long[] best(Tensor last) {
    return model.logits(last).argmax(-1).longs();
  }
}
