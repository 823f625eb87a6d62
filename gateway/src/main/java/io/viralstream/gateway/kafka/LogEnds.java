package io.viralstream.gateway.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Where partitions end now, behind everything that anyone has written, committed or not.
///
/// A consumer of committed records takes the beginning of the oldest open transaction for the end:
/// what was acknowledged behind it would be missed.
@FunctionalInterface
public interface LogEnds {
  Map<TopicPartition, Long> of(Collection<TopicPartition> partitions);

  /// As the brokers say.
  static LogEnds from(Admin admin, Duration patience) {
    return partitions -> {
      Map<TopicPartition, OffsetSpec> latest =
          partitions.stream()
              .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
      return Waiting.on(admin.listOffsets(latest).all().toCompletionStage(), patience)
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    };
  }
}
