package io.viralstream.gateway.arms;

import static java.util.Objects.requireNonNull;

import io.viralstream.gateway.kafka.Waiting;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.TrainerReport;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// An arm is live while its consumer group, `train-<arm>`, has a member.
///
/// The member that trains writes a report beside the offset that it commits. It stays there when
/// the member dies, so one counts only while the member that wrote it owns the partition.
public final class ArmGroups implements LiveArms {
  /// What the group of an arm is called, before its name.
  public static final String PREFIX = "train-";

  private static final TopicPartition TASKS = new TopicPartition(Topics.TRAIN_TASKS.name(), 0);

  private final Admin admin;
  private final Duration patience;

  public ArmGroups(Admin admin, Duration patience) {
    this.admin = admin;
    this.patience = patience;
  }

  @Override
  public Set<String> live() {
    return described().stream().map(ArmGroups::arm).collect(Collectors.toSet());
  }

  @Override
  public Map<String, TrainerReport> reports() {
    List<ConsumerGroupDescription> groups = described();
    if (groups.isEmpty()) return Map.of();
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        Waiting.on(
            admin
                .listConsumerGroupOffsets(
                    groups.stream()
                        .collect(
                            Collectors.toMap(
                                ConsumerGroupDescription::groupId,
                                group ->
                                    new ListConsumerGroupOffsetsSpec()
                                        .topicPartitions(List.of(TASKS)))))
                .all()
                .toCompletionStage(),
            patience);
    Map<String, TrainerReport> reports = new HashMap<>();
    for (ConsumerGroupDescription group : groups) {
      Optional.ofNullable(requireNonNull(committed.get(group.groupId())).get(TASKS))
          .flatMap(position -> report(position.metadata(), group.members()))
          .ifPresent(report -> reports.put(arm(group), report));
    }
    return reports;
  }

  /// The report of the member that owns the partition, where that one has written it.
  static Optional<TrainerReport> report(String metadata, Collection<MemberDescription> members) {
    return TrainerReport.parse(metadata)
        .filter(report ->
            members.stream()
                .anyMatch(member ->
                    member.consumerId().equals(report.member())
                        && member.assignment().topicPartitions().contains(TASKS)));
  }

  private static String arm(ConsumerGroupDescription group) {
    return group.groupId().substring(PREFIX.length());
  }

  /// Those that have members.
  private List<ConsumerGroupDescription> described() {
    List<String> groups =
        Waiting.on(
                admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().toCompletionStage(),
                patience)
            .stream()
            .map(GroupListing::groupId)
            .filter(group -> group.startsWith(PREFIX))
            .toList();
    if (groups.isEmpty()) return List.of();
    return Waiting.on(admin.describeConsumerGroups(groups).all().toCompletionStage(), patience)
        .values()
        .stream()
        .filter(group -> !group.members().isEmpty())
        .toList();
  }
}
