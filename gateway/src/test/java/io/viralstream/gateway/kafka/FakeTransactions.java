package io.viralstream.gateway.kafka;

import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Keeps whole transactions and shows each entry to whoever follows the log.
public final class FakeTransactions implements Transactions {
  private final int partitions;
  private final Consumer<Entry<?>> follower;
  private final List<List<Entry<?>>> written = new ArrayList<>();

  public FakeTransactions(int partitions, Consumer<Entry<?>> follower) {
    this.partitions = partitions;
    this.follower = follower;
  }

  @Override
  public void write(List<Entry<?>> entries) {
    written.add(List.copyOf(entries));
    entries.forEach(follower);
  }

  @Override
  public void exclusively(String subject, Supplier<List<Entry<?>>> decide) {
    List<Entry<?>> entries = decide.get();
    if (!entries.isEmpty()) write(entries);
  }

  @Override
  public int partitions(Topic<?> topic) {
    return partitions;
  }

  public List<List<Entry<?>>> written() {
    return written;
  }
}
