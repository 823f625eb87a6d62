package io.viralstream.schemas.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/// What topics ask of a cluster.
class TopicSettingsTest {

  @Test
  void threeCopiesNeedTwoInSyncInEveryTopic() {
    var settings = new TopicSettings(4, (short) 3);
    for (Topic<?> topic : Topics.ALL) {
      NewTopic laidOut = settings.layOut(topic);
      assertEquals(3, laidOut.replicationFactor(), topic.name());
      assertEquals("2", laidOut.configs().get("min.insync.replicas"), topic.name());
    }
  }

  @Test
  void oneCopyNeedsNoOtherThoughTheClusterMightWantTwo() {
    NewTopic laidOut = TopicSettings.defaults().layOut(Topics.SAMPLES);
    assertEquals("1", laidOut.configs().get("min.insync.replicas"));
  }

  @Test
  void twoCopiesStayWritableWhileOneIsAway() {
    assertEquals(1, TopicSettings.inSync(2));
  }

  @Test
  void aTopicOfOneOrderHasOnePartition() {
    var settings = new TopicSettings(8, (short) 1);
    assertEquals(1, settings.layOut(Topics.TRAIN_TASKS).numPartitions());
    assertEquals(8, settings.layOut(Topics.SAMPLES).numPartitions());
  }
}
