package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.migrations.Migrator;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The views of what models claim that is not there, on a real engine.
///
/// ```
/// POPE     asked for              truth   pope-official   lmms
/// random   dog                    no      yes             yes
///          apple, in an "imange"  yes     yes             unknown
///          potted plant           no      no              unknown
/// popular  nothing that is known  no      no              no
///
/// CHAIR    there         mentioned
///          dog, person   dog, dog, cat
///          nothing       nothing
/// ```
class HallucinationViewsJourneyTest {
  private static final String DATABASE = "hallucination";

  @TempDir private static Path data;
  private static Engine engine;
  private static ClickHouse clickHouse;
  private static int offset;

  @BeforeAll
  static void storeAnEvaluationByEach() throws Exception {
    engine = Engine.start(data);
    ClickHouseUrl url = engine.database(DATABASE);
    new Migrator().run(url);
    clickHouse = new ClickHouse(url);
    pope("random", "Is there a dog in the image?", "no", "yes", "yes");
    pope("random", "Is there an apple in the imange?\\nAnswer yes or no.", "yes", "yes", "unknown");
    pope("random", "is there a potted plant in the image?", "No", "no", "unknown");
    pope("popular", "Are dogs there?", "no", "no", "no");
    // A later answer, which does not count.
    pope("random", "Is there a dog in the image?", "no", "no", "no");
    row("captions", "chair", "chair/1", "", "one", "dog, person", "dog, dog, cat", false);
    row("captions", "chair", "chair/1", "", "two", "", "", true);
    row("empty", "chair", "chair/1", "", "one", "", "", true);
    // A yes/no question under another rule is none of POPE's.
    row("pope", "generic", "generic/1", "", "Is there a cat in the image?", "no", "yes", false);
  }

  @AfterAll
  static void stop() {
    if (clickHouse != null) clickHouse.close();
    if (engine != null) engine.close();
  }

  /// Official and random: yes is said to 2 of 3, to 1 of 2 that are not there; 2 of 3 are right; F1
  /// = 2·1 / (2 + 1). With lmms, precision and recall see the dog alone.
  @Test
  void showPopeByCategory() throws Exception {
    assertEquals(
        """
        lmms\tpopular\t1970-01-01 00:00:07.000\t1\t0\t0\t1\t\\N
        lmms\trandom\t1970-01-01 00:00:01.000\t3\t1\t1\t0\t0
        pope-official\tpopular\t1970-01-01 00:00:06.000\t1\t0\t0\t1\t\\N
        pope-official\trandom\t1970-01-01 00:00:00.000\t3\t0.67\t0.5\t0.67\t0.67
        """,
        rows(
            """
            SELECT variant, category, at, items, round(yes_ratio, 2), round(false_yes_rate, 2),
              round(accuracy, 2), round(f1, 2)
            FROM hallucination_pope
            WHERE model_version = 'arm-7-abc' AND arm = 'arm' AND step = 7 AND evaluation = 'e-pope'
              AND benchmark = 'pope' AND version = '1'
            ORDER BY variant, category
            """));
  }

  /// One of two captions has a cat that is not there: one mention of three; of dog and person, the
  /// dog is found. Where nothing is mentioned and nothing is there, only captions can be counted.
  @Test
  void showChairByEvaluation() throws Exception {
    assertEquals(
        """
        captions\t1\tarm-7-abc\tarm\t7\te-captions\t1970-01-01 00:00:10.000\t2\t0.5\t0.33\t0.5
        empty\t1\tarm-7-abc\tarm\t7\te-empty\t1970-01-01 00:00:12.000\t1\t0\t\\N\t\\N
        """,
        rows(
            """
            SELECT benchmark, version, model_version, arm, step, evaluation, at, captions, chair_s,
              round(chair_i, 2), recall
            FROM hallucination_chair
            ORDER BY evaluation
            """));
  }

  /// The apple is there, so POPE's question for it says nothing of hallucination.
  @Test
  void showObjectsByWhatWasAskedAndMentioned() throws Exception {
    assertEquals(
        """
        chair\tcat\t0\t0\t\\N\t1\t1\t1
        chair\tdog\t0\t0\t\\N\t2\t0\t0
        lmms\t\t1\t0\t0\t0\t0\t\\N
        lmms\tdog\t1\t1\t1\t0\t0\t\\N
        pope-official\t\t1\t0\t0\t0\t0\t\\N
        pope-official\tdog\t1\t1\t1\t0\t0\t\\N
        pope-official\tpotted plant\t1\t0\t0\t0\t0\t\\N
        """,
        rows(
            """
            SELECT variant, object, asked_absent, said_yes, false_yes_rate, mentioned,
              mentioned_absent, mentioned_absent_rate
            FROM hallucination_objects
            WHERE model_version = 'arm-7-abc'
            ORDER BY variant, object
            """));
  }

  private static String rows(String sql) throws Exception {
    return engine.answer(DATABASE, sql);
  }

  private static void pope(
      String category, String question, String truth, String official, String lmms) {
    boolean right = truth.equalsIgnoreCase(official);
    row("pope", "pope-official", "pope-official/1", category, question, truth, official, right);
    right = truth.equalsIgnoreCase(lmms);
    row("pope", "lmms", "pope-lmms/1", category, question, truth, lmms, right);
  }

  /// A score, one second after the one before; the question is the item's id.
  private static void row(
      String benchmark,
      String variant,
      String parser,
      String category,
      String question,
      String truth,
      String parsed,
      boolean correct) {
    clickHouse.execute(
        ("INSERT INTO scores (benchmark, version, model_version, arm, step, evaluation, variant,"
                + " parser, category, item_id, question, truth, parsed, correct, at, topic,"
                + " partition, offset) VALUES ('%1$s', '1', 'arm-7-abc', 'arm', 7, 'e-%1$s', '%2$s',"
                + " '%3$s', '%4$s', '%5$s', '%5$s', '%6$s', '%7$s', %8$b,"
                + " fromUnixTimestamp64Milli(%9$d), 't', 0, %9$d)")
            .formatted(
                benchmark, variant, parser, category, question, truth, parsed, correct, offset));
    offset += 1_000;
  }
}
