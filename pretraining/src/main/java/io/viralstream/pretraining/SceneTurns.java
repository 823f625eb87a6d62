package io.viralstream.pretraining;

import io.viralstream.models.model.PackedSample;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.EncodedTurn;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.Turn;
import io.viralstream.scenes.Question;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Questions and answers about one scene as a packed sample: every turn sees the picture and
/// itself.
record SceneTurns(PromptEncoder prompts, int visualTokens) {
  PackedSample packed(List<Question> questions) {
    List<Turn> turns = questions.stream().map(q -> new Turn(q.text(), q.answer())).toList();
    EncodedPrompt encoded = prompts.conversation(Subject.PICTURE, turns);
    return new PackedSample(
        encoded.opening(), visualTokens, encoded.turns().stream().map(SceneTurns::turn).toList());
  }

  private static io.viralstream.models.model.Turn turn(EncodedTurn turn) {
    int[] ids =
        IntStream.concat(IntStream.of(turn.prompt()), IntStream.of(turn.answer())).toArray();
    boolean[] answer = new boolean[ids.length];
    Arrays.fill(answer, turn.prompt().length, ids.length, true);
    return new io.viralstream.models.model.Turn(ids, answer);
  }
}
