package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.migrations.Migrator;
import io.viralstream.metrics.read.LearningReader;
import io.viralstream.metrics.read.LearningReader.LearningFreshness;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How soon a sample shows in answers, asked of rows on a real engine.
///
/// ```
/// sample   accepted   step   first answer by that step or later
/// s1           1000      1   4000, by version 2
/// s2           1200      2   4000, by version 2
/// s3           3000      3   9000, by version 4
/// s4           8000      5   none
/// ```
class LearningRowsJourneyTest {
  @TempDir private static Path data;
  private static Engine engine;
  private static ClickHouse clickHouse;
  private static LearningReader learning;

  @BeforeAll
  static void storeTwoArmsOfWhichOneAnswers() throws Exception {
    engine = Engine.start(data);
    ClickHouseUrl url = engine.database("learning");
    new Migrator().run(url);
    clickHouse = new ClickHouse(url);
    learning = new LearningReader(clickHouse);
    sample("s1", 1_000);
    sample("s2", 1_200);
    sample("s3", 3_000);
    sample("s4", 8_000);
    learnt("s1", "viral", 1, 2_000);
    learnt("s2", "viral", 2, 2_000);
    learnt("s3", "viral", 3, 3_500);
    learnt("s4", "viral", 5, 8_500);
    learnt("s1", "other", 1, 2_000);
    learnt("s2", "other", 2, 2_000);
    for (String arm : List.of("viral", "other"))
      for (int step : List.of(0, 2, 4)) version(arm, step, 2_500);
    asked("before", "viral-0-abc", "NULL", 1_500);
    asked("late", "viral-2-abc", "'no room'", 2_600);
    asked("first", "viral-2-abc", "NULL", 4_000);
    asked("again", "viral-2-abc", "NULL", 4_500);
    asked("newer", "viral-4-abc", "NULL", 9_000);
    asked("untrained", "other-0-abc", "NULL", 9_500);
  }

  @AfterAll
  static void stop() {
    if (clickHouse != null) clickHouse.close();
    if (engine != null) engine.close();
  }

  @Test
  void countsFromAcceptanceToTheFirstAnswerOfAVersionThatWasTrainedOnTheSample() {
    assertEquals(
        List.of(new LearningFreshness("viral", 3, 1, 3_000, 6_000)),
        learning.freshness(Instant.ofEpochMilli(0)));
  }

  @Test
  void leavesOutSamplesThatWereAcceptedBefore() {
    assertEquals(
        List.of(new LearningFreshness("viral", 2, 1, 6_000, 6_000)),
        learning.freshness(Instant.ofEpochMilli(1_100)));
  }

  @Test
  void looksAtSomeSamplesOfAFastStream() {
    long counted =
        learning.freshness(Instant.ofEpochMilli(0), 2).stream()
            .mapToLong(each -> each.answered() + each.unanswered())
            .sum();
    assertTrue(counted > 0 && counted < 4, counted + " samples");
  }

  /// With no answer since, nothing can be said of an arm.
  @Test
  void saysNothingOfArmsWithoutAnAnswer() {
    assertEquals(List.of(), learning.freshness(Instant.ofEpochMilli(20_000)));
  }

  private static void sample(String id, long at) {
    store(
        "samples (id, client_id, feed, pass, decision, questions, answers, text_fingerprint,"
            + " origin_topic, origin_partition, origin_offset, accepted_at, at",
        "'%s', NULL, 'f', 1, 'TAKEN', ['q'], ['a'], 't', 'samples', 0, 0,".formatted(id)
            + " fromUnixTimestamp64Milli(%d)".formatted(at),
        at + 90);
  }

  private static void learnt(String id, String arm, int step, long at) {
    store(
        "train_samples (sample_id, arm, step, feed, pass, task_offset, lm, vra, answer_tokens,"
            + " turns, exact_turns, at",
        "'%s', '%s', %d, 'f', 1, 0, 1.5, NULL, 2, 1, 0".formatted(id, arm, step),
        at);
  }

  private static void version(String arm, int step, long at) {
    store(
        "checkpoints (model_version, arm, step, uri, sha256, next_offset, samples, completed_ends,"
            + " settings, settings_hash, at",
        "'%s-%d-abc', '%s', %d, 'file:/c', 'abc', 0, 0, [], '{}', 'h'"
            .formatted(arm, step, arm, step),
        at);
  }

  private static void asked(String id, String version, String failure, long at) {
    store(
        "asked (id, model_version, question, answer, failure, prompt_tokens, completion_tokens,"
            + " latency_ms, origin_topic, origin_partition, origin_offset, at",
        "'%s', '%s', 'q', 'a', %s, 1, 1, 5, 'answers', 0, 0".formatted(id, version, failure),
        at);
  }

  private static void store(String columns, String values, long at) {
    clickHouse.execute(
        "INSERT INTO %s, topic, partition, offset) VALUES (%s, fromUnixTimestamp64Milli(%d), 't', 0, 0)"
            .formatted(columns, values, at));
  }
}
