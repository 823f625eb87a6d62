package io.viralstream.gateway.operations;

import static java.util.Objects.requireNonNull;

import io.viralstream.gateway.kafka.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// Members and lags of the groups that do the stages' work: consumer, streams and share groups each
/// have their own way of asking. A group that was never there has no members and an unknown lag.
final class Groups {
  private final Admin admin;
  private final Duration patience;

  Groups(Admin admin, Duration patience) {
    this.admin = admin;
    this.patience = patience;
  }

  int consumers(String group) {
    return known(() -> await(admin.describeConsumerGroups(List.of(group)).describedGroups(), group))
        .map(found -> found.members().size())
        .orElse(0);
  }

  OptionalLong consumerLag(String group) {
    return lag(
        known(() ->
            Waiting.on(
                admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .toCompletionStage(),
                patience)));
  }

  int streams(String group) {
    return known(() -> await(admin.describeStreamsGroups(List.of(group)).describedGroups(), group))
        .map(found -> found.members().size())
        .orElse(0);
  }

  OptionalLong streamsLag(String group) {
    var every = Map.of(group, new ListStreamsGroupOffsetsSpec());
    return lag(
        known(() ->
            Waiting.on(
                admin
                    .listStreamsGroupOffsets(every)
                    .partitionsToOffsetAndMetadata(group)
                    .toCompletionStage(),
                patience)));
  }

  int sharers(String group) {
    return known(() -> await(admin.describeShareGroups(List.of(group)).describedGroups(), group))
        .map(found -> found.members().size())
        .orElse(0);
  }

  OptionalLong shareLag(String group) {
    var every = Map.of(group, new ListShareGroupOffsetsSpec());
    Optional<Map<TopicPartition, SharePartitionOffsetInfo>> offsets =
        known(() ->
            Waiting.on(
                admin
                    .listShareGroupOffsets(every)
                    .partitionsToOffsetInfo(group)
                    .toCompletionStage(),
                patience));
    if (offsets.isEmpty() || offsets.get().isEmpty()) return OptionalLong.empty();
    return OptionalLong.of(
        offsets.get().values().stream()
            .filter(Objects::nonNull) // a partition that no member has read from yet
            .mapToLong(info -> info.lag().orElse(0L))
            .sum());
  }

  /// How many records a topic's one partition has from an offset on.
  long behind(String topic, long offset) {
    var partition = new TopicPartition(topic, 0);
    return Math.max(0, requireNonNull(ends(List.of(partition)).get(partition)).offset() - offset);
  }

  private OptionalLong lag(Optional<Map<TopicPartition, OffsetAndMetadata>> committed) {
    Map<TopicPartition, OffsetAndMetadata> positions =
        committed.orElse(Map.of()).entrySet().stream()
            .filter(position -> position.getValue() != null)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (positions.isEmpty()) return OptionalLong.empty();
    Map<TopicPartition, ListOffsetsResultInfo> ends = ends(List.copyOf(positions.keySet()));
    return OptionalLong.of(
        positions.entrySet().stream()
            .mapToLong(position ->
                Math.max(
                    0,
                    requireNonNull(ends.get(position.getKey())).offset()
                        - position.getValue().offset()))
            .sum());
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends(List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return Waiting.on(admin.listOffsets(latest).all().toCompletionStage(), patience);
  }

  private <T> T await(Map<String, KafkaFuture<T>> described, String group) {
    return Waiting.on(requireNonNull(described.get(group)).toCompletionStage(), patience);
  }

  private static <T> Optional<T> known(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (CompletionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) return Optional.empty();
      throw e;
    }
  }
}
