package io.viralstream.embedded.clickhouse;

import java.util.List;

/// Options that keep the engine small beside everything else on one machine.
///
/// Alone on a large server it would take nine tenths of the memory and 5 GiB for each cache.
final class EngineOptions {

  static final List<String> LIST =
      List.of(
          // Over the whole of it a query fails with code 241, and the engine lives on. One query
          // may not take all: inserts go on beside it.
          "--max_server_memory_usage=536870912",
          "--max_memory_usage=402653184",
          "--mark_cache_size=16777216",
          "--primary_index_cache_size=16777216",
          "--index_mark_cache_size=1048576",
          "--vector_similarity_index_cache_size=1048576",
          "--compiled_expression_cache_size=16777216",
          "--max_thread_pool_size=96",
          "--max_thread_pool_free_size=8",
          "--max_threads=2",
          "--max_insert_threads=1");

  private EngineOptions() {}
}
