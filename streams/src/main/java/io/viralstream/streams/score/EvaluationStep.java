package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.streams.flow.EvaluationChange;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Step 5: evaluations say by which rule their answers are scored, and whether they still are.
final class EvaluationStep implements Processor<String, Evaluation, String, SpecificRecord> {
  private final AvroSerde<Answer> answers;
  private Marking marking;
  private Reception reception;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  EvaluationStep(AvroSerde<Answer> answers) {
    this.answers = answers;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    marking = new Marking(context);
    reception = new Reception(context, answers, marking);
  }

  @Override
  public void process(Record<String, Evaluation> record) {
    if (record.value() == null) return; // a tombstone cancels nothing: CANCELLED does
    var evaluation = record.value();
    if (marking.change(evaluation))
      reception.retryBenchmark(EvaluationChange.benchmarkOf(evaluation));
  }
}
