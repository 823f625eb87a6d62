package io.viralstream.streams.score;

import static io.viralstream.streams.flow.EvaluationChange.benchmarkOf;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.StreamsSettings;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Step 5: evaluations say by which rule their answers are scored, and whether they still are; what
/// stays unanswered is asked again.
final class EvaluationStep implements Processor<String, Evaluation, String, SpecificRecord> {
  private static final int LOOKS_PER_LIMIT = 20;

  private final AvroSerde<Answer> answers;
  private final AvroSerde<Evaluation> evaluations;
  private final StreamsSettings settings;
  private ProcessorContext<String, SpecificRecord> context;
  private AnswerScoring scoring;
  private AnswerIntake intake;
  private MissingAnswers missingAnswers;
  private Forgetting forgetting;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  EvaluationStep(TopicSerdes serdes, StreamsSettings settings) {
    answers = serdes.of(Topics.ANSWERS);
    evaluations = serdes.of(Topics.EVALUATIONS);
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    scoring = new AnswerScoring(context);
    intake = new AnswerIntake(context, answers, scoring);
    missingAnswers = new MissingAnswers(context, evaluations, scoring);
    var began = Instant.ofEpochMilli(context.currentSystemTimeMs());
    forgetting = new Forgetting(context, scoring, settings.remembered());
    var patience =
        new ReaskPolicy(settings.patience(), settings.askings(), settings.recordedSilence(), began);
    context.schedule(
        settings.turn(),
        PunctuationType.WALL_CLOCK_TIME,
        time -> {
          missingAnswers.turn(settings.chunk());
          forgetting.turn();
        });
    context.schedule(
        settings.patience().dividedBy(LOOKS_PER_LIMIT),
        PunctuationType.WALL_CLOCK_TIME,
        time -> {
          missingAnswers.look(patience);
          forgetting.look();
        });
  }

  @Override
  public void process(Record<String, Evaluation> record) {
    if (record.value() == null) return; // a tombstone cancels nothing: CANCELLED does
    Evaluation evaluation = record.value();
    switch (scoring.change(evaluation)) {
      case OPENED -> {
        missingAnswers.opened(evaluation, context.recordMetadata().orElseThrow().offset());
        intake.retryBenchmark(benchmarkOf(evaluation));
      }
      case CLOSED -> intake.retryBenchmark(benchmarkOf(evaluation));
      case NONE -> {}
    }
  }
}
