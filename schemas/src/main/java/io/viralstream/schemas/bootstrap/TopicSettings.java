package io.viralstream.schemas.bootstrap;

/// How topics are laid out on a cluster.
///
/// @param partitions number of partitions of every shared topic; it cannot change once data is
///   there
/// @param replication copies of each partition
public record TopicSettings(int partitions, short replication) {
  public TopicSettings {
    if (partitions < 1 || partitions > 1_000)
      throw new IllegalArgumentException("partitions=" + partitions + ", expected 1 to 1000");
    if (replication < 1 || replication > 7)
      throw new IllegalArgumentException("replication=" + replication + ", expected 1 to 7");
  }

  /// One machine.
  public static TopicSettings defaults() {
    return new TopicSettings(4, (short) 1);
  }
}
