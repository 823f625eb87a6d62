package io.viralstream.streams.route;

import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Step 2c: one of the three topics that the watch listens to.
final class WatchStep<V extends SpecificRecord>
    implements Processor<String, V, String, SpecificRecord> {
  private final BiConsumer<Watch, V> listen;
  private Watch watch;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  WatchStep(BiConsumer<Watch, V> listen) {
    this.listen = listen;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    watch = new Watch(context);
  }

  @Override
  public void process(Record<String, V> record) {
    if (record.value() == null) return; // what was published stays published
    listen.accept(watch, record.value());
  }
}
