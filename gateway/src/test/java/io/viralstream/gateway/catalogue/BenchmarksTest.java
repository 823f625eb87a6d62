package io.viralstream.gateway.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Records;
import io.viralstream.schemas.avro.Benchmark;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchmarksTest {
  @Test
  void takesTheVersionSealedLastForTheNewest() {
    var benchmarks = new Benchmarks();
    benchmarks.put(Records.benchmark("b", "b".repeat(64), 2));
    benchmarks.put(Records.benchmark("b", "a".repeat(64), 3));
    benchmarks.put(Records.benchmark("c", "c".repeat(64), 4));
    assertEquals(Optional.of("a".repeat(64)), benchmarks.newest("b").map(one -> one.getVersion()));
  }

  @Test
  void passesByWhatAReplayRegistered() {
    var benchmarks = new Benchmarks();
    benchmarks.put(Records.benchmark("b", "a".repeat(64), 2));
    Benchmark later =
        Benchmark.newBuilder(Records.benchmark("b", "b".repeat(64), 3)).setUnlisted(true).build();
    benchmarks.put(later);
    assertEquals(Optional.of("a".repeat(64)), benchmarks.newest("b").map(one -> one.getVersion()));
    assertEquals(Optional.of(later), benchmarks.find("b", "b".repeat(64)));
  }
}
