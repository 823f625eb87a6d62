package io.viralstream.streams.flow;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/// Gives every on-disk store its part of the shared memory; Streams makes it by name, once a store.
public final class BoundedStores implements RocksDBConfigSetter {
  private static final long WRITE_BUFFER = 1024 * 1024;
  private static final int WRITE_BUFFERS = 2;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configuration) {
    var memory = StoreMemory.in(configuration);
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writes());
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
  }

  @Override
  public void close(String store, Options options) {
    // the memory is the application's, and outlives each store
  }
}
