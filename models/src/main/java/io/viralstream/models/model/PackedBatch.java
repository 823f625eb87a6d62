package io.viralstream.models.model;

import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Packed samples side by side, padded at the end to the longest.
///
/// Padding repeats source 0 and sees only itself.
///
/// There are no labels for each row: two isolated turns may both be predicted from the picture's
/// last row, so that one row can have several targets. Instead [#answers] lists (row, target)
/// pairs.
public final class PackedBatch implements TokenLayout {
  private final List<PackedSample> samples;
  private final int length;
  private final int[] textIds;
  private final int[] sources;
  private final int[] positions;
  private final int[] visualRows;
  private final List<AnswerToken> answers;

  /// One answer token: the row whose output predicts it, the token, and where it belongs.
  ///
  /// An isolated turn's first token is predicted from the last row that all turns share.
  public record AnswerToken(int row, int token, int sample, int turn) {}

  private PackedBatch(List<PackedSample> samples, Filling filling) {
    this.samples = List.copyOf(samples);
    length = filling.length;
    textIds = filling.textIds.stream().mapToInt(Integer::intValue).toArray();
    sources = filling.sources(textIds.length);
    positions = filling.positions;
    visualRows = filling.visualRows.stream().mapToInt(Integer::intValue).toArray();
    answers = List.copyOf(filling.answers);
  }

  public static PackedBatch of(List<PackedSample> samples) {
    Require.between("batch", samples.size(), 1, 1 << 16);
    Filling filling =
        new Filling(
            samples.size(), samples.stream().mapToInt(PackedSample::length).max().orElseThrow());
    for (int i = 0; i < samples.size(); i++) {
      filling.add(i, samples.get(i));
    }
    return new PackedBatch(samples, filling);
  }

  @Override
  public List<PackedSample> samples() {
    return samples;
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int[] textIds() {
    return textIds.clone();
  }

  @Override
  public int[] sources() {
    return sources.clone();
  }

  @Override
  public int[] positions() {
    return positions.clone();
  }

  /// `[B, 1, T, T]` row-major: whether the slot of a row attends to another.
  public boolean[] seen() {
    boolean[] seen = new boolean[Math.multiplyExact(size() * length, length)];
    for (int i = 0; i < size(); i++) see(seen, i * length, samples.get(i).segments());
    return seen;
  }

  /// Padding rows see themselves, all others what their sample's segments allow.
  private void see(boolean[] seen, int start, int[] segments) {
    for (int from = 0; from < length; from++) {
      int line = (start + from) * length;
      seen[line + from] = true;
      for (int to = 0; from < segments.length && to <= from; to++) {
        seen[line + to] |= PackedSample.sees(segments, from, to);
      }
    }
  }

  @Override
  public int[] visualRows() {
    return visualRows.clone();
  }

  @Override
  public AttentionMask attentionMask(Torch torch) {
    if (samples.stream().allMatch(PackedSample::isChained)) return new AttentionMask.Causal();
    return new AttentionMask.Masked(torch.of(seen(), size(), 1, length, length));
  }

  public List<AnswerToken> answers() {
    return answers;
  }

  /// The arrays while samples are put in one after another.
  private static final class Filling {
    private static final int TEXT = 0;
    private static final int VISUAL = 1;

    private final int length;
    private final int[] kinds;
    private final int[] indices;
    private final int[] positions;
    private final List<Integer> textIds = new ArrayList<>();
    private final List<Integer> visualRows = new ArrayList<>();
    private final List<AnswerToken> answers = new ArrayList<>();

    Filling(int batch, int length) {
      this.length = length;
      kinds = new int[batch * length];
      indices = new int[batch * length];
      positions = new int[batch * length];
    }

    void add(int number, PackedSample sample) {
      int start = number * length;
      int row = start;
      for (int id : sample.prefix()) {
        text(row, id, row - start);
        row++;
      }
      for (int turn = 0; turn < sample.turns().size(); turn++) {
        if (turn == sample.turnsBeforePicture()) row = picture(start, row, sample.visualTokens());
        addTurn(number, turn, sample, row);
        row += sample.turns().get(turn).length();
      }
      if (sample.turnsBeforePicture() == sample.turns().size()) {
        picture(start, row, sample.visualTokens());
      }
    }

    /// Gives the row behind it.
    private int picture(int start, int row, int visualTokens) {
      for (int i = row; i < row + visualTokens; i++) visual(i, i - start);
      return row + visualTokens;
    }

    /// Positions of an isolated turn restart after the picture, or at 0 for a turn before it,
    /// whatever turns lie in between; chained, they run on.
    private void addTurn(int number, int turn, PackedSample sample, int first) {
      int start = number * length;
      boolean chained = sample.isChained();
      int lastBefore = chained ? first - 1 : start + sample.shared() - 1;
      int position = chained ? first - start : sample.first(sample.turns().get(turn));
      int[] ids = sample.turns().get(turn).ids();
      boolean[] answer = sample.turns().get(turn).answer();
      for (int i = 0; i < ids.length; i++) {
        text(first + i, ids[i], position + i);
        if (answer[i]) {
          int predictor = i == 0 ? lastBefore : first + i - 1;
          answers.add(new AnswerToken(predictor, ids[i], number, turn));
        }
      }
    }

    private void text(int row, int id, int position) {
      kinds[row] = TEXT;
      indices[row] = textIds.size();
      positions[row] = position;
      textIds.add(id);
    }

    private void visual(int row, int position) {
      kinds[row] = VISUAL;
      indices[row] = visualRows.size();
      positions[row] = position;
      visualRows.add(row);
    }

    /// Visual tokens follow all texts in the list that sources point into.
    int[] sources(int texts) {
      int[] sources = Arrays.copyOf(indices, indices.length);
      for (int row = 0; row < sources.length; row++) {
        sources[row] += kinds[row] == VISUAL ? texts : 0;
      }
      return sources;
    }
  }
}
