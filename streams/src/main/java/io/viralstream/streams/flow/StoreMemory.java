package io.viralstream.streams.flow;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/// The memory that all on-disk stores of a process share: blocks that were read and writes that are
/// not on disk yet come out of one bounded cache.
public record StoreMemory(Cache cache, WriteBufferManager writes) implements AutoCloseable {
  /// The configuration key under which stores look for it.
  public static final String KEY = "viral.store.memory";

  /// All in one piece: RocksDB would cut 24 MiB into 32 pieces, of which one index block of a large
  /// store fills a whole one and drives out everything else that is kept there.
  private static final int PIECES_AS_POWER_OF_TWO = 0;

  /// Writes may take this part of the memory.
  private static final int WRITES = 2;

  public static StoreMemory of(long bytes) {
    org.rocksdb.RocksDB.loadLibrary();
    var cache = new LRUCache(bytes, PIECES_AS_POWER_OF_TWO);
    return new StoreMemory(cache, new WriteBufferManager(bytes / WRITES, cache));
  }

  static StoreMemory in(Map<String, Object> configuration) {
    return (StoreMemory) requireNonNull(configuration.get(KEY), KEY);
  }

  @Override
  public void close() {
    writes.close();
    cache.close();
  }
}
