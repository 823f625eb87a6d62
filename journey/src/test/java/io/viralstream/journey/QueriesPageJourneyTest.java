package io.viralstream.journey;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.migrations.Migrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The examples of docs/queries.md on a real engine, as they stand on the page.
///
/// ```
/// POPE                   truth   e10, asked   e20, asked   recorded
/// random    dog there?   no      yes          no           no
///           cat there?   yes     yes          no, cached   yes
/// popular   apple there? no      yes          yes          no
/// CHAIR     dog                               dog, cat
/// ```
///
/// Times are far ahead, so that what is asked of the last days is the same whenever a test runs.
class QueriesPageJourneyTest {
  private static final String DATABASE = "page";
  private static final String FENCE = "```";
  private static final String SQL = FENCE + "sql\n";
  private static final List<Binding> PARAMETERS =
      List.of(
          Binding.of("benchmark", "pope"),
          Binding.of("version", "1"),
          Binding.of("variant", "pope-official"),
          Binding.of("model", "viral-20-bb"),
          Binding.of("evaluation", "e10"),
          Binding.of("first", "e10"),
          Binding.of("second", "e20"),
          Binding.of("measure", "cknna.encoder"),
          Binding.of("other", "llava"),
          Binding.of("data", "scenes"));

  /// What each example answers, in the order of the page.
  private enum Answer {
    OVER_TIME(
        "Hallucination by model version over time",
        """
        2100-01-01 00:00:00.000\tviral-10-aa\t10\tpopular\t1\t1\t1\t0
        2100-01-01 00:00:00.000\tviral-10-aa\t10\trandom\t2\t1\t1\t0.6666666666666666
        2100-01-01 00:01:30.000\tviral-20-bb\t20\tpopular\t1\t1\t1\t0
        2100-01-01 00:01:30.000\tviral-20-bb\t20\trandom\t2\t0\t0\t0
        2100-01-01 00:05:00.000\tllava\t\\N\tpopular\t1\t0\t0\t\\N
        2100-01-01 00:05:00.000\tllava\t\\N\trandom\t2\t0\t0.5\t1
        """),
    CAPTIONS("Hallucination in captions", "viral-20-bb\t1\t1\t0.5\t1\n"),
    OBJECTS(
        "Objects that are seen where they are not",
        """
        apple\tpope-official\t1\t1\t0\t\\N
        cat\tchair\t0\t\\N\t1\t1
        """),
    CHECKPOINTS(
        "Accuracy by category over checkpoints",
        """
        viral\t10\tpopular\t1\t0
        viral\t10\trandom\t2\t0.5
        viral\t20\tpopular\t1\t0
        viral\t20\trandom\t2\t0.5
        """),
    INCOMPLETE("Groups that are incomplete", "e10\tIMAGE\tpope-official\t1\t1\n"),
    WORST(
        "Worst items of an evaluation",
        """
        Is there a dog in the image?\tno\tyes\t2\t2
        Is there an apple in the image?\tno\tyes\t1\t2
        """),
    FLIPS(
        "Flips between two evaluations",
        """
        popular\t0\t0\t0\t1
        random\t0\t1\t1\t0
        """),
    CACHE(
        "Answers from the cache",
        """
        viral-10-aa\t3\t0\t0\t10
        viral-20-bb\t4\t1\t0.25\t10
        """),
    RECORDED(
        "Recorded against asked",
        """
        pope\t1\tpopular\tasked\t2\t2\t0
        pope\t1\tpopular\trecorded\t1\t1\t1
        pope\t1\trandom\tasked\t2\t4\t0.5
        pope\t1\trandom\trecorded\t1\t2\t1
        """),
    THROUGHPUT(
        "Throughput",
        """
        2100-01-01 00:00:00\t3\t0.05\t0.3
        2100-01-01 00:01:00\t3\t0.05\t0.3
        2100-01-01 00:02:00\t1\t0.016666666666666666\t0.1
        2100-01-01 00:05:00\t3\t0.05\t0
        2100-01-01 00:06:00\t1\t0.016666666666666666\t0
        """),
    CURVES(
        "Curves of an analysis by layer",
        """
        1\tllava\t0.25\t1\t0
        1\tviral-20-bb\t0.5\t2\t0
        2\tllava\t\\N\t1\t1
        2\tviral-20-bb\t0.125\t2\t1
        """);

    private final String title;
    private final String lines;

    Answer(String title, String lines) {
      this.title = title;
      this.lines = lines;
    }
  }

  /// A section of the page, which has one example.
  private record Example(String title, String sql) {}

  /// An evaluation whose answers all came at one time of the first minutes of 2100.
  private record Evaluation(
      String id, String model, String arm, String step, String device, String time) {}

  private static final Evaluation EARLY =
      new Evaluation("e10", "viral-10-aa", "viral", "10", "cpu", "00:00:00");
  private static final Evaluation LATE =
      new Evaluation("e20", "viral-20-bb", "viral", "20", "cpu", "00:01:30");
  private static final Evaluation RECORDED =
      new Evaluation("e-recorded", "llava", "", "NULL", "recorded", "00:05:00");
  private static final Evaluation RESCORED =
      new Evaluation("e-rescored", "viral-10-aa", "viral", "10", "recorded", "00:06:00");
  private static final Evaluation CAPTIONED =
      new Evaluation("e-captions", "viral-20-bb", "viral", "20", "cpu", "00:02:00");

  @TempDir private static Path data;
  private static Engine engine;
  private static ClickHouse clickHouse;
  private static int offset;

  @BeforeAll
  static void storeThreeEvaluationsByPopeAndOneByChair() throws Exception {
    engine = Engine.start(data);
    ClickHouseUrl url = engine.database(DATABASE);
    new Migrator().run(url);
    clickHouse = new ClickHouse(url);
    pope(EARLY, "yes", "yes", "yes");
    pope(LATE, "no", "no", "yes");
    pope(RECORDED, "no", "yes", "no");
    score(CAPTIONED, "captions", "chair", "", "Describe it.", "dog", "dog, cat");
    score(RESCORED, "again", "pope-official", "random", "Is there a dog in the image?", "no", "no");
    evaluation(EARLY, "NULL", "NULL");
    evaluation(LATE, "NULL", "NULL");
    evaluation(RECORDED, "'run'", "NULL");
    evaluation(RESCORED, "'again'", "'e10'");
    for (Evaluation one : List.of(EARLY, LATE)) checkpoint(one);
    for (int scored : List.of(1, 2)) group("seen-whole", scored);
    group("seen-in-part", 1);
    analyse();
  }

  @AfterAll
  static void stop() {
    if (clickHouse != null) clickHouse.close();
    if (engine != null) engine.close();
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void answersWhatThePageSays(Answer answer) throws Exception {
    String sql =
        page().stream()
            .filter(example -> example.title().equals(answer.title))
            .map(Example::sql)
            .collect(joining());

    assertEquals(answer.lines, engine.answer(DATABASE, sql, PARAMETERS.toArray(Binding[]::new)));
  }

  @Test
  void checksEveryExampleOfThePage() throws Exception {
    assertEquals(
        Arrays.stream(Answer.values()).map(answer -> answer.title).toList(),
        page().stream().map(Example::title).toList());
    assertEquals(page().size(), text().split(SQL, -1).length - 1);
  }

  private static List<Example> page() throws Exception {
    return Arrays.stream(text().split("(?m)^## "))
        .skip(1)
        .map(QueriesPageJourneyTest::example)
        .toList();
  }

  private static Example example(String section) {
    int begin = section.indexOf(SQL) + SQL.length();
    String title = section.substring(0, section.indexOf('\n'));
    return new Example(title, section.substring(begin, section.indexOf(FENCE, begin)));
  }

  private static String text() throws Exception {
    return Files.readString(Path.of("../docs/queries.md"));
  }

  private static void pope(Evaluation by, String dog, String cat, String apple) {
    for (String variant : List.of("pope-official", "strict")) {
      score(by, "pope", variant, "random", "Is there a dog in the image?", "no", dog);
      score(by, "pope", variant, "random", "Is there a cat in the image?", "yes", cat);
      score(by, "pope", variant, "popular", "Is there an apple in the image?", "no", apple);
    }
  }

  /// A worker takes 10 ms and 6 tokens; what is recorded has neither.
  private static void score(
      Evaluation by,
      String benchmark,
      String variant,
      String category,
      String question,
      String truth,
      String parsed) {
    boolean cached = by.equals(LATE) && question.contains("cat");
    int tokens = by.device().equals("recorded") ? 0 : 6;
    store(
        "scores (evaluation, model_version, arm, step, device, at, benchmark, version, variant,"
            + " parser, category, item_id, question, truth, parsed, correct, cached, latency_ms,"
            + " completion_tokens",
        ("'%s', '%s', '%s', %s, '%s', '2100-01-01 %s', '%s', '1', '%s', '%s/1', '%s', '%s', '%s',"
                + " '%s', '%s', %b, %b, %d, %d")
            .formatted(
                by.id(),
                by.model(),
                by.arm(),
                by.step(),
                by.device(),
                by.time(),
                benchmark,
                variant,
                variant,
                category,
                question,
                question,
                truth,
                parsed,
                truth.equals(parsed),
                cached,
                cached ? 0 : 10,
                tokens));
  }

  private static void evaluation(Evaluation one, String run, String rescored) {
    store(
        "evaluations (evaluation, benchmark, version, model_version, run, rescored",
        "'%s', 'pope', '1', '%s', %s, %s".formatted(one.id(), one.model(), run, rescored));
  }

  private static void checkpoint(Evaluation of) {
    store(
        "checkpoints (model_version, arm, step",
        "'%s', '%s', %s".formatted(of.model(), of.arm(), of.step()));
  }

  private static void group(String picture, int scored) {
    store(
        "group_results (evaluation, variant, kind, group_id, size, scored",
        "'e10', 'pope-official', 'IMAGE', '%s', 2, %d".formatted(picture, scored));
  }

  /// Two items by one model, the first of them twice, and one item by another; what was sent last
  /// holds.
  private static void analyse() {
    figure("viral-20-bb", "red", 1, "0.75");
    figure("viral-20-bb", "red", 1, "0.25");
    figure("viral-20-bb", "blue", 1, "0.75");
    figure("viral-20-bb", "red", 2, "0.125");
    figure("viral-20-bb", "blue", 2, "NULL");
    figure("llava", "red", 1, "0.25");
    figure("llava", "red", 2, "NULL");
  }

  private static void figure(String model, String item, int layer, String value) {
    store(
        "analyses (analysis, model, data, item, measure, layer, head, value, reason",
        "'of %1$s', '%1$s', 'scenes', '%2$s', 'cknna.encoder', %3$d, -1, %4$s, if(%4$s IS NULL, 'few', NULL)"
            .formatted(model, item, layer, value));
  }

  private static void store(String into, String values) {
    clickHouse.execute(
        "INSERT INTO %s, topic, partition, offset) VALUES (%s, 't', 0, %d)"
            .formatted(into, values, offset++));
  }
}
