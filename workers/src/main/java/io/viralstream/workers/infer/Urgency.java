package io.viralstream.workers.infer;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.InferTask;

/// The two kinds of task; who goes first at the model is the order of the constants.
enum Urgency {
  /// A person waits for it.
  ASK(Topics.ASK_TASKS, ShareGroups.ASKS),
  /// One question of an evaluation.
  ITEM(Topics.INFER_TASKS, ShareGroups.ITEMS);

  private final Topic<InferTask> topic;
  private final String group;

  Urgency(Topic<InferTask> topic, String group) {
    this.topic = topic;
    this.group = group;
  }

  Topic<InferTask> topic() {
    return topic;
  }

  String group() {
    return group;
  }
}
