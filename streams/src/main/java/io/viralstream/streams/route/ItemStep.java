package io.viralstream.streams.route;

import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.streams.flow.BenchmarkItemStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Step 2b: benchmark items are held for the evaluations to come.
final class ItemStep implements Processor<String, BenchmarkItemEvent, String, SpecificRecord> {
  private BenchmarkItemStore benchmarkItems;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  ItemStep() {}

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    benchmarkItems = BenchmarkItemStore.in(context);
  }

  @Override
  public void process(Record<String, BenchmarkItemEvent> record) {
    if (record.value() == null) return; // sealed items are never taken back
    benchmarkItems.put(record.value());
  }
}
