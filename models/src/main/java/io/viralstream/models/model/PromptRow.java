package io.viralstream.models.model;

import io.viralstream.models.tensor.Torch;
import java.util.List;
import java.util.stream.IntStream;

/// Prompts one behind another in a single row, each of which sees itself alone.
///
/// ```
/// slots      prompt 1        | prompt 2 | prompt 3
/// positions  0, 1, 2, 3, 4 … | 0, 1 …   | 0, 1, 2 …
/// ```
///
/// So nothing is padded, and no mask is needed, which would have a cell for every two tokens.
///
/// @param samples each with one turn
public record PromptRow(List<PackedSample> samples) implements TokenLayout {
  public PromptRow {
    samples = List.copyOf(samples);
    Require.between("prompts", samples.size(), 1, 1 << 16);
    for (PackedSample each : samples) {
      Require.between("prompt.turns", each.turns().size(), 1, 1);
      Require.between("prompt.before", each.turnsBeforePicture(), 0, 0);
    }
  }

  public static PromptRow of(PackedSample prompt) {
    return new PromptRow(List.of(prompt));
  }

  /// Tokens of each prompt.
  public List<Integer> lengths() {
    return samples.stream().map(PackedSample::length).toList();
  }

  /// The row of each prompt's last token.
  public int[] ends() {
    int[] ends = lengths().stream().mapToInt(Integer::intValue).toArray();
    ends[0]--;
    for (int i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
    return ends;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public int length() {
    return samples.stream().mapToInt(PackedSample::length).sum();
  }

  @Override
  public int[] textIds() {
    return samples.stream()
        .flatMapToInt(each ->
            IntStream.concat(
                IntStream.of(each.prefix()), IntStream.of(each.turns().getFirst().ids())))
        .toArray();
  }

  @Override
  public int[] sources() {
    int[] sources = new int[length()];
    int visual = length() - visualRows().length;
    int text = 0;
    int row = 0;
    for (PackedSample each : samples) {
      int end = row + each.length();
      for (int i = 0; i < each.prefix().length; i++) sources[row++] = text++;
      for (int i = 0; i < each.visualTokens(); i++) sources[row++] = visual++;
      while (row < end) sources[row++] = text++;
    }
    return sources;
  }

  @Override
  public int[] positions() {
    return lengths().stream().flatMapToInt(length -> IntStream.range(0, length)).toArray();
  }

  @Override
  public int[] visualRows() {
    IntStream.Builder rows = IntStream.builder();
    int start = 0;
    for (PackedSample each : samples) {
      int first = start + each.prefix().length;
      IntStream.range(first, first + each.visualTokens()).forEach(rows::add);
      start += each.length();
    }
    return rows.build().toArray();
  }

  @Override
  public AttentionMask attentionMask(Torch torch) {
    return samples.size() == 1 ? new AttentionMask.Causal() : new AttentionMask.Apart(lengths());
  }
}
