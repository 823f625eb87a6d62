package io.viralstream.streams.route;

import static io.viralstream.streams.Examples.endEvent;
import static io.viralstream.streams.Examples.sample;
import static io.viralstream.streams.Examples.sampleEvent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Admitted;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Decision;
import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.streams.Flow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
  @TempDir Path folder;
  private Flow flow;

  @BeforeEach
  void start() {
    flow = new Flow(Step.ROUTE, RouteTopology::of, folder);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void takesANewSampleIntoTraining() {
    flow.send(sampleEvent("a", 1, sample("one?")));

    Admitted row = flow.values(Topics.ADMITTED).getFirst();
    assertEquals(Decision.TAKEN, row.getDecision());
    assertEquals(0, row.getOrigin().getOffset());
    assertEquals(Optional.of(sampleEvent("a", 1, sample("one?")).getAt()), row.getAcceptedAt());
    assertEquals(Optional.of(sample("one?")), tasks().getFirst().getSample());
  }

  @Test
  void passesTheCategoryOfASampleOn() {
    Sample counted = Sample.newBuilder(sample("one?")).setCategory("count").build();
    flow.send(sampleEvent("a", 1, counted));

    assertEquals(Optional.of(counted), tasks().getFirst().getSample());
    assertEquals(counted, flow.values(Topics.ADMITTED).getFirst().getSample());
  }

  @Test
  void takesTheSameSampleOnceWhateverFeedBringsIt() {
    flow.send(sampleEvent("a", 1, sample("one?")));
    flow.send(sampleEvent("b", 1, sample("one?")));

    assertEquals(1, tasks().size());
    assertEquals(1, flow.values(Topics.ADMITTED).size());
  }

  @Test
  void takesASampleOnceInEachLaterPassOfAFeed() {
    for (int pass : new int[] {1, 2, 2, 3}) flow.send(sampleEvent("a", pass, sample("one?")));
    flow.send(sampleEvent("b", 2, sample("one?")));

    assertEquals(List.of(1, 2, 3, 2), tasks().stream().map(TrainTask::getPass).toList());
  }

  @Test
  void passesAnEndOnBehindTheSamplesBeforeIt() {
    flow.send(sampleEvent("a", 1, sample("one?")));
    flow.send(endEvent("a", "the-end"));
    flow.send(sampleEvent("a", 1, sample("two?")));

    List<Optional<String>> ends =
        tasks().stream().map(task -> task.getEnd().map(end -> end.getId())).toList();
    assertEquals(List.of(Optional.empty(), Optional.of("the-end"), Optional.empty()), ends);
  }

  @Test
  void endsAFeedAfterAMinuteOfSilence() {
    flow.send(sampleEvent("a", 1, sample("one?")));
    flow.wait(Duration.ofSeconds(59));
    assertEquals(1, tasks().size());

    flow.wait(Duration.ofSeconds(11));

    TrainTask task = tasks().getFirst();
    FeedEnd end = task.getEnd().orElseThrow();
    assertEquals(EndReason.SILENCE, end.getReason());
    assertEquals(1, end.getPartitions());
    assertEquals(0, task.getOrigin().getOffset());
  }

  @Test
  void endsASilentFeedOnlyOnce() {
    flow.send(sampleEvent("a", 1, sample("one?")));
    flow.wait(Duration.ofMinutes(2));
    flow.wait(Duration.ofMinutes(2));

    assertEquals(2, tasks().size());
  }

  @Test
  void doesNotEndAFeedThatItsClientEnded() {
    flow.send(sampleEvent("a", 1, sample("one?")));
    flow.send(endEvent("a", "the-end"));
    flow.wait(Duration.ofMinutes(2));

    assertEquals(2, tasks().size());
  }

  @Test
  void aNewSampleAfterASilentEndOpensTheFeedAgainUnderAnotherEnd() {
    flow.send(sampleEvent("a", 1, sample("one?")));
    flow.wait(Duration.ofMinutes(2));
    flow.send(sampleEvent("a", 1, sample("two?")));
    flow.wait(Duration.ofMinutes(2));

    List<FeedEnd> ends = tasks().stream().flatMap(task -> task.getEnd().stream()).toList();
    assertEquals(2, ends.size());
    assertNotEquals(ends.getFirst().getId(), ends.getLast().getId());
  }

  @Test
  void aRepeatedSampleDoesNotKeepAFeedOpen() {
    flow.send(sampleEvent("a", 1, sample("one?")));
    flow.send(endEvent("a", "the-end"));
    flow.send(sampleEvent("a", 1, sample("one?")));
    flow.wait(Duration.ofMinutes(2));

    assertEquals(2, tasks().size());
  }

  @Test
  void aFeedSentAgainAfterItsClientDiedAddsOnlyWhatWasMissing() {
    for (int i = 0; i < 3; i++) flow.send(sampleEvent("a", 1, sample("question " + i)));
    assertEquals(3, tasks().size());

    for (int i = 0; i < 5; i++) flow.send(sampleEvent("a", 1, sample("question " + i)));
    flow.send(endEvent("a", "the-end"));

    assertEquals(List.of("question 3", "question 4", "the-end"), names());
    assertEquals(5, flow.values(Topics.ADMITTED).size());
  }

  @Test
  void twoClientsThatSendOneFeedAtOnceGiveEachSampleOnceAndBothEnds() {
    var first = List.of("one", "two", "three");
    var second = List.of("three", "one", "two");
    for (int i = 0; i < 3; i++) {
      flow.send(sampleEvent("a", 1, sample(first.get(i))));
      flow.send(sampleEvent("a", 1, sample(second.get(i))));
    }
    flow.send(endEvent("a", "first-end"));
    flow.send(endEvent("a", "second-end"));

    assertEquals(List.of("one", "three", "two", "first-end", "second-end"), names());
  }

  @Test
  void aSecondPassTrainsEverySampleOnceMoreAlsoWhereItIsSentTwice() {
    for (int pass = 1; pass <= 2; pass++) {
      for (int sending = 0; sending < 2; sending++) {
        flow.send(sampleEvent("a", pass, sample("one")));
        flow.send(sampleEvent("a", pass, sample("two")));
      }
    }

    assertEquals(List.of("one", "two", "one", "two"), names());
  }

  @Test
  void aFeedThatGoesOnIsEndedOnlyOnceItIsSilent() {
    for (int i = 0; i < 3; i++) {
      flow.send(sampleEvent("default", 1, sample("question " + i)));
      flow.wait(Duration.ofSeconds(30));
    }
    assertEquals(3, names().size());

    flow.wait(Duration.ofSeconds(60));

    assertEquals(EndReason.SILENCE, tasks().getFirst().getEnd().orElseThrow().getReason());
  }

  @Test
  void keepsAWithheldSampleFromTrainingAndSaysWhy() {
    var split = new Split(sample -> Optional.of("stands in a benchmark"));
    Split.Outcome outcome =
        split.decide(
            sampleEvent("a", 1, sample("one?")), Split.origin(0, 7), id -> false, Flow.START);

    Split.Outcome.Withheld withheld = assertInstanceOf(Split.Outcome.Withheld.class, outcome);
    assertEquals(Decision.WITHHELD, withheld.admitted().getDecision());
    assertEquals(Optional.of("stands in a benchmark"), withheld.admitted().getReason());
  }

  @Test
  void anEndKeepsTheDecayThatItAsksFor() {
    flow.send(endEvent("a", "end", 40));

    assertEquals(Optional.of(40L), tasks().getFirst().getEnd().orElseThrow().getDecay());
  }

  @Test
  void anEndThatAsksForADecayOfNoStepIsADeadLetter() {
    flow.send(endEvent("a", "end", 0));

    DeadLetter letter = flow.values(Topics.DEAD_LETTERS).getFirst();
    assertEquals(Category.INVALID, letter.getCategory());
    assertTrue(letter.getReason().contains("end.decay=0"), letter.getReason());
    assertTrue(tasks().isEmpty());
  }

  @Test
  void aRecordThatIsNeitherSampleNorEndIsADeadLetter() {
    flow.send(new SampleEvent("a", 1, Flow.START, null, null));

    assertEquals(Category.INVALID, flow.values(Topics.DEAD_LETTERS).getFirst().getCategory());
    assertTrue(tasks().isEmpty());
  }

  /// First questions of samples, ids of ends.
  private List<String> names() {
    return tasks().stream()
        .map(task ->
            task.getSample()
                .map(sample -> sample.getTurns().getFirst().getQuestion())
                .orElseGet(() -> task.getEnd().orElseThrow().getId()))
        .toList();
  }

  private List<TrainTask> tasks() {
    return flow.values(Topics.TRAIN_TASKS);
  }
}
