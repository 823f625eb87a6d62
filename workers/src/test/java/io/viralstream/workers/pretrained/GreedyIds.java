package io.viralstream.workers.pretrained;

import io.viralstream.workers.model.KeyValueCache;
import io.viralstream.workers.model.LanguageModel;
import io.viralstream.workers.model.Visibility;
import io.viralstream.workers.tensor.Scope;
import io.viralstream.workers.tensor.Tensor;
import io.viralstream.workers.tensor.Torch;
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
  List<List<Integer>> answers(List<int[]> prompts, int mostTokens) {
    int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
    List<List<Integer>> answers =
        prompts.stream().map(p -> (List<Integer>) new ArrayList<Integer>()).toList();
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

  private void add(List<List<Integer>> answers, long[] next) {
    for (int i = 0; i < next.length; i++) {
      List<Integer> answer = answers.get(i);
      boolean ended = !answer.isEmpty() && endTokens.contains(answer.getLast());
      if (!ended) answer.add(Math.toIntExact(next[i]));
    }
  }

  /// The slot that a prompt's token of that number lies in.
  private int slot(int[] prompt, int longest, int number) {
    return padding == Padding.LEFT ? longest - prompt.length + number : number;
  }

  private long[] first(List<int[]> prompts, int longest, KeyValueCache cache) {
    try (Scope scope = torch.inference()) {
      int[] ids = new int[prompts.size() * longest];
      int[] positions = new int[ids.length];
      boolean[] seen = new boolean[ids.length * longest];
      int[] ends = new int[prompts.size()];
      for (int row = 0; row < prompts.size(); row++) {
        int[] prompt = prompts.get(row);
        for (int slot = 0; slot < longest; slot++)
          seen[(row * longest + slot) * longest + slot] = true;
        for (int i = 0; i < prompt.length; i++) {
          int at = row * longest + slot(prompt, longest, i);
          ids[at] = prompt[i];
          positions[at] = i;
          for (int j = 0; j <= i; j++) seen[at * longest + slot(prompt, longest, j)] = true;
        }
        ends[row] = row * longest + slot(prompt, longest, prompt.length - 1);
      }
      Tensor mask = torch.of(seen, prompts.size(), 1, longest, longest);
      Tensor last = run(ids, positions, prompts.size(), mask, cache);
      cache.advance(longest);
      return best(last.reshape(-1, last.size(2)).indexSelect(0, torch.of(ends, ends.length)));
    }
  }

  private long[] following(
      List<int[]> prompts, int longest, long[] tokens, int step, KeyValueCache cache) {
    try (Scope scope = torch.inference()) {
      int slots = longest + step + 1;
      int[] ids = new int[prompts.size()];
      int[] positions = new int[prompts.size()];
      boolean[] seen = new boolean[prompts.size() * slots];
      for (int row = 0; row < prompts.size(); row++) {
        int[] prompt = prompts.get(row);
        ids[row] = Math.toIntExact(tokens[row]);
        positions[row] = prompt.length + step;
        for (int i = 0; i < prompt.length; i++) seen[row * slots + slot(prompt, longest, i)] = true;
        for (int slot = longest; slot < slots; slot++) seen[row * slots + slot] = true;
      }
      Tensor mask = torch.of(seen, prompts.size(), 1, 1, slots);
      Tensor last = run(ids, positions, prompts.size(), mask, cache);
      cache.advance(1);
      return best(last.reshape(prompts.size(), -1));
    }
  }

  private Tensor run(int[] ids, int[] positions, int batch, Tensor mask, KeyValueCache cache) {
    int length = ids.length / batch;
    return model
        .hidden(
            model.embed(torch.of(ids, batch, length)),
            torch.of(positions, batch, length),
            new Visibility.Masked(mask),
            cache)
        .last();
  }

  private long[] best(Tensor last) {
    return model.logits(last).argmax(-1).longs();
  }
}
