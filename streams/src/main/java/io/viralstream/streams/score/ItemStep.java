package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.streams.flow.BenchmarkItemStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Step 5: benchmark items bring the truth that answers may be waiting for.
final class ItemStep implements Processor<String, BenchmarkItemEvent, String, SpecificRecord> {
  private final AvroSerde<Answer> answers;
  private BenchmarkItemStore benchmarkItems;
  private AnswerScoring scoring;
  private AnswerIntake intake;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  ItemStep(AvroSerde<Answer> answers) {
    this.answers = answers;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    benchmarkItems = BenchmarkItemStore.in(context);
    scoring = new AnswerScoring(context);
    intake = new AnswerIntake(context, answers, scoring);
  }

  @Override
  public void process(Record<String, BenchmarkItemEvent> record) {
    if (record.value() == null) return; // sealed items are never taken back
    BenchmarkItemEvent event = record.value();
    benchmarkItems.put(event);
    event.getItem().ifPresent(item -> intake.retryItem(item.getId()));
    event.getSeal().ifPresent(seal -> begin(BenchmarkItemStore.nameOf(event)));
  }

  private void begin(String benchmark) {
    scoring.sealed(benchmark);
    intake.retryBenchmark(benchmark);
  }
}
