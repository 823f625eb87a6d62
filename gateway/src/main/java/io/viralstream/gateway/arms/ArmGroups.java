package io.viralstream.gateway.arms;

import io.viralstream.gateway.kafka.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;

/// An arm is live while its consumer group, `train-<arm>`, has a member.
public final class ArmGroups implements LiveArms {
  /// What the group of an arm is called, before its name.
  public static final String PREFIX = "train-";

  private final Admin admin;
  private final Duration patience;

  public ArmGroups(Admin admin, Duration patience) {
    this.admin = admin;
    this.patience = patience;
  }

  @Override
  public Set<String> live() {
    List<String> groups =
        Waiting.on(
                admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().toCompletionStage(),
                patience)
            .stream()
            .map(GroupListing::groupId)
            .filter(group -> group.startsWith(PREFIX))
            .toList();
    if (groups.isEmpty()) return Set.of();
    return Waiting.on(admin.describeConsumerGroups(groups).all().toCompletionStage(), patience)
        .values()
        .stream()
        .filter(group -> !group.members().isEmpty())
        .map(ConsumerGroupDescription::groupId)
        .map(group -> group.substring(PREFIX.length()))
        .collect(Collectors.toSet());
  }
}
