package io.viralstream.gateway.operations;

import io.viralstream.gateway.arms.ArmGroups;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.ModelVersion;
import io.viralstream.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// How far each stage of the journey is behind what it reads.
///
/// A train worker's position is the newest checkpoint of its arm: the group's own offsets say
/// nothing. Blocks: not for the event loop.
public final class Stages {

  /// One stage of the journey: the group that does its work, how many members it has, how far it is
  /// behind.
  ///
  /// @param lag records not yet handled; null where the group has no position
  record StageView(String stage, String group, @Nullable Long lag, int members) {
    static StageView of(String stage, String group, OptionalLong lag, int members) {
      return new StageView(stage, group, lag.isPresent() ? lag.getAsLong() : null, members);
    }
  }

  private final Groups groups;
  private final Catalogue catalogue;

  public Stages(Admin admin, Catalogue catalogue, Duration patience) {
    this.groups = new Groups(admin, patience);
    this.catalogue = catalogue;
  }

  /// In journey order.
  List<StageView> look() {
    var stages = new ArrayList<StageView>();
    stages.add(streams("route", "viral-route"));
    catalogue.arms().stream().filter(this::trains).forEach(arm -> stages.add(train(arm)));
    stages.add(share("answer asks", "infer-asks"));
    stages.add(share("answer items", "infer-items"));
    stages.add(streams("score", "viral-score"));
    stages.add(streams("group", "viral-group"));
    stages.add(StageView.of("store", "sink", groups.consumerLag("sink"), groups.consumers("sink")));
    return stages;
  }

  private StageView streams(String stage, String group) {
    return StageView.of(stage, group, groups.streamsLag(group), groups.streams(group));
  }

  private StageView share(String stage, String group) {
    return StageView.of(stage, group, groups.shareLag(group), groups.sharers(group));
  }

  /// A model that is served as it is has no settings of a training, and never falls behind.
  private boolean trains(String arm) {
    return catalogue.newestModel(arm).filter(model -> !model.trained()).isEmpty();
  }

  private StageView train(String arm) {
    String group = ArmGroups.PREFIX + arm;
    long position = catalogue.newestModel(arm).map(ModelVersion::nextOffset).orElse(0L);
    long behind = groups.behind(Topics.TRAIN_TASKS.name(), position);
    return StageView.of("train", group, OptionalLong.of(behind), groups.consumers(group));
  }
}
