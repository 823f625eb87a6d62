package io.viralstream.workers.infer;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/// The share groups of the infer workers, and the settings without which they lose tasks.
///
/// By default a group starts at the latest record and reads uncommitted ones, so that tasks written
/// before the first worker are missed and aborted ones are answered.
final class ShareGroups {
  static final String ASKS = "infer-asks";
  static final String ITEMS = "infer-items";

  /// We give a task up at its fifth delivery; the broker must not do it in silence before.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "share.auto.offset.reset", "earliest",
          "share.isolation.level", "read_committed",
          "share.delivery.count.limit", "10",
          "share.record.lock.duration.ms", "30000");

  private ShareGroups() {}

  static void configure(Admin admin) throws InterruptedException {
    Collection<AlterConfigOp> changes =
        SETTINGS.entrySet().stream()
            .map(setting ->
                new AlterConfigOp(
                    new ConfigEntry(setting.getKey(), setting.getValue()),
                    AlterConfigOp.OpType.SET))
            .toList();
    Map<ConfigResource, Collection<AlterConfigOp>> groups =
        Map.of(resource(ASKS), changes, resource(ITEMS), changes);
    try {
      admin.incrementalAlterConfigs(groups).all().get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException("share groups: " + refused.getCause(), refused);
    }
  }

  private static ConfigResource resource(String group) {
    return new ConfigResource(ConfigResource.Type.GROUP, group);
  }

  /// A consumer of one group that takes at most one batch.
  static Map<String, Object> consumer(String group, int batch) {
    return Map.of(
        "group.id",
        group,
        "share.acknowledgement.mode",
        "explicit",
        "share.acquire.mode",
        "record_limit",
        "max.poll.records",
        batch);
  }
}
