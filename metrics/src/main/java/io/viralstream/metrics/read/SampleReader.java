package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Follows one sample through admission, training and publishing.
public final class SampleReader {
  private static final Query SAMPLE = Query.of(SampleReader.class, "sample");
  private static final Query STEPS = Query.of(SampleReader.class, "sample_steps");
  private static final Query MODELS = Query.of(SampleReader.class, "sample_models");

  private final ClickHouse clickHouse;

  public SampleReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /// Empty where no sample has that id.
  public Optional<SampleLineage> lineage(String id) {
    var bound = Binding.of("id", id);
    List<Row> admitted = clickHouse.query(SAMPLE, bound);
    if (admitted.isEmpty()) return Optional.empty();
    Row sample = admitted.getFirst();
    return Optional.of(
        new SampleLineage(
            id,
            sample.optionalText("client_id"),
            turns(sample),
            sample.optionalText("image_sha256"),
            admitted.stream().map(SampleReader::admission).toList(),
            clickHouse.query(STEPS, bound).stream().map(SampleReader::trained).toList(),
            clickHouse.query(MODELS, bound).stream().map(SampleReader::followed).toList()));
  }

  private static List<SampleLineage.QuestionAnswer> turns(Row row) {
    List<String> questions = row.texts("questions");
    List<String> answers = row.texts("answers");
    return IntStream.range(0, questions.size())
        .mapToObj(i -> new SampleLineage.QuestionAnswer(questions.get(i), answers.get(i)))
        .toList();
  }

  private static SampleLineage.Admission admission(Row row) {
    return new SampleLineage.Admission(
        row.text("feed"),
        row.count("pass"),
        row.text("decision"),
        row.optionalText("reason"),
        row.time("at"));
  }

  private static SampleLineage.Trained trained(Row row) {
    return new SampleLineage.Trained(
        row.text("arm"),
        row.number("step"),
        row.text("feed"),
        row.count("pass"),
        row.real("lm"),
        row.optionalReal("vra"),
        row.count("turns"),
        row.count("exact_turns"),
        row.time("at"));
  }

  private static SampleLineage.Followed followed(Row row) {
    return new SampleLineage.Followed(
        row.text("arm"), row.text("first_version"), row.text("newest_version"));
  }
}
