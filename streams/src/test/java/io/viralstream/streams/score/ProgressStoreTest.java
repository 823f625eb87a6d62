package io.viralstream.streams.score;

import static io.viralstream.streams.Examples.answer;
import static io.viralstream.streams.Examples.evaluation;
import static io.viralstream.streams.Examples.item;
import static io.viralstream.streams.Examples.seal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.Step;
import io.viralstream.streams.Flow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counting costs: records behind the stores.
class ProgressStoreTest {
  @TempDir Path folder;

  /// Three answers wait for their evaluation, whose one record counts all of them.
  @Test
  void whatIsCountedInOneCommitIsOneRecordOfTheChangelog() {
    try (var flow = new Flow(Step.SCORE, ScoreTopology::of, folder)) {
      for (int number = 1; number <= 3; number++) flow.send(item(number, "yes"));
      flow.send(seal(3));
      for (int number = 1; number <= 3; number++) flow.send(answer("e1", number, "yes"));
      flow.send(evaluation("e1"));
      List<Progress> logged = flow.changelog("viral-score-progress-changelog");
      assertEquals(List.of(3), logged.stream().map(Progress::getScored).toList());
    }
  }
}
