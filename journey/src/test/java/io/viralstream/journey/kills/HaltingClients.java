package io.viralstream.journey.kills;

import io.viralstream.workers.kafka.KafkaClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;

/// Clients whose process ends where it would acknowledge tasks that are answered, or commit a
/// transaction whose checkpoint is in its place.
record HaltingClients(KafkaClients real, HaltCountdown countdown) implements KafkaClients {
  @Override
  public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return real.consumer(settings);
  }

  @Override
  @SuppressWarnings("unchecked")
  public ShareConsumer<byte[], byte[]> shareConsumer(Map<String, Object> settings) {
    return before("commitSync", ShareConsumer.class, real.shareConsumer(settings));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    return before("commitTransaction", Producer.class, real.producer(settings));
  }

  @Override
  public Admin admin() {
    return real.admin();
  }

  private <T> T before(String method, Class<T> kind, T behind) {
    Object proxy =
        Proxy.newProxyInstance(
            kind.getClassLoader(),
            new Class<?>[] {kind},
            (self, called, arguments) -> {
              if (called.getName().equals(method)) countdown.pass();
              try {
                return called.invoke(behind, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return kind.cast(proxy);
  }
}
