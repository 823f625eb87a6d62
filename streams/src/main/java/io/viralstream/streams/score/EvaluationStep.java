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
  private Marking marking;
  private Reception reception;
  private Recall recall;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  EvaluationStep(TopicSerdes serdes, StreamsSettings settings) {
    answers = serdes.of(Topics.ANSWERS);
    evaluations = serdes.of(Topics.EVALUATIONS);
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    marking = new Marking(context);
    reception = new Reception(context, answers, marking);
    recall = new Recall(context, evaluations, marking);
    var began = Instant.ofEpochMilli(context.currentSystemTimeMs());
    var patience = new Patience(settings.patience(), settings.askings(), began);
    context.schedule(
        settings.turn(), PunctuationType.WALL_CLOCK_TIME, time -> recall.turn(settings.chunk()));
    context.schedule(
        settings.patience().dividedBy(LOOKS_PER_LIMIT),
        PunctuationType.WALL_CLOCK_TIME,
        time -> recall.look(patience));
  }

  @Override
  public void process(Record<String, Evaluation> record) {
    if (record.value() == null) return; // a tombstone cancels nothing: CANCELLED does
    var evaluation = record.value();
    switch (marking.change(evaluation)) {
      case OPENED -> {
        recall.opened(evaluation, context.recordMetadata().orElseThrow().offset());
        reception.retryBenchmark(benchmarkOf(evaluation));
      }
      case CLOSED -> reception.retryBenchmark(benchmarkOf(evaluation));
      case NONE -> {}
    }
  }
}
