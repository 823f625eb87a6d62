package io.viralstream.models.learn;

import static java.util.stream.Collectors.toCollection;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PackedSample.Order;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.Turn;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.EncodedTurn;
import io.viralstream.models.text.TextRejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What one training step needs of one sample; V_ψ and E are frozen, so it takes their features.
///
/// @param text the turns, with as many visual tokens as `picture` has
/// @param picture z = V_ψ(I), or none for text alone
/// @param teacher y = E(I), or none where nothing is aligned
public record TrainSample(
    PackedSample text, Optional<PatchFeatures> picture, Optional<PatchFeatures> teacher) {
  public TrainSample {
    int tokens = picture.map(PatchFeatures::tokens).orElse(0);
    if (text.visualTokens() != tokens) {
      throw new IllegalArgumentException(
          "picture.tokens=" + tokens + ", expected " + text.visualTokens() + " as in the text");
    }
    if (text.answerTokens() == 0) {
      throw new IllegalArgumentException("answerTokens=0, expected at least 1 to learn from");
    }
  }

  /// A conversation, of which the answers are learnt.
  ///
  /// @param picture z of the picture that it is about, or none for text alone
  /// @param teacher y of the same picture, or none where nothing is aligned
  public static TrainSample of(
      EncodedPrompt prompt, Optional<PatchFeatures> picture, Optional<PatchFeatures> teacher) {
    int visualTokens = picture.map(PatchFeatures::tokens).orElse(0);
    return new TrainSample(packed(prompt, visualTokens), picture, teacher);
  }

  /// The tokens of a conversation, before its picture was looked at.
  ///
  /// @param visualTokens N of its picture, or 0 for text alone
  public static PackedSample packed(EncodedPrompt prompt, int visualTokens) {
    List<Turn> turns =
        prompt.turns().stream().map(TrainSample::turn).collect(toCollection(ArrayList::new));
    Order order =
        switch (prompt.packing()) {
          case CHAINED -> new Order.Chained(prompt.before());
          case ISOLATED -> {
            turns.subList(0, prompt.before()).replaceAll(Turn::alone);
            yield new Order.Isolated();
          }
        };
    return new PackedSample(prompt.opening(), visualTokens, turns, order);
  }

  private static Turn turn(EncodedTurn turn) {
    int said = turn.prompt().length + turn.answer().length;
    int[] ids =
        Stream.of(turn.prompt(), turn.answer(), turn.lead()).flatMapToInt(IntStream::of).toArray();
    boolean[] answer = new boolean[ids.length];
    Arrays.fill(answer, turn.prompt().length, said, true);
    return new Turn(ids, answer);
  }

  /// A chained sample cut at its end as LLaVA cuts it; see [PackedSample#cutTo].
  ///
  /// @param length tokens that are kept at most, the picture's included
  /// @throws TextRejected where no answer token is among them
  public TrainSample cutTo(int length) {
    PackedSample cut =
        text.cutTo(length)
            .orElseThrow(() ->
                new TextRejected(
                    "sample of "
                        + text.length()
                        + " tokens: no answer token is left within length="
                        + length
                        + ", expected at least 1"));
    boolean keepsPicture = cut.visualTokens() == text.visualTokens();
    return keepsPicture
        ? new TrainSample(cut, picture, teacher)
        : new TrainSample(cut, Optional.empty(), Optional.empty());
  }

  /// Whether L_VRA applies: there is a picture, and the teacher's grid is the student's.
  boolean isAligned() {
    return teacher.isPresent() && teacher.get().tokens() == text.visualTokens();
  }

  /// Whether the teacher's grid differs from the student's, so that L_VRA must skip the sample.
  boolean hasGridMismatch() {
    return picture.isPresent() && teacher.isPresent() && !isAligned();
  }
}
