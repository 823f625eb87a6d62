package io.viralstream.workers.infer;

import java.time.Duration;

/// How an infer worker takes and runs its tasks.
///
/// @param itemBatch items of evaluations that a loop takes at once; a live question to another
///   model waits for them
/// @param askBatch live questions that run together
/// @param itemLoops batches of items in hand at once: one runs while the next is fetched
/// @param models model versions that stay loaded, at most
/// @param modelBytes what the model versions that stay loaded may take; the one that answers stays
///   whatever it takes
/// @param keyValueBytes what keys and values of all sequences that run may take; one sequence runs
///   whatever it takes
/// @param patience how long a model version may stay unknown before its tasks fail
public record InferSettings(
    int itemBatch,
    int askBatch,
    int itemLoops,
    int models,
    long modelBytes,
    long keyValueBytes,
    Duration patience) {
  public InferSettings {
    require(itemBatch >= 1 && itemBatch <= 1024, "itemBatch", itemBatch, "1 to 1024");
    require(askBatch >= 1 && askBatch <= 1024, "askBatch", askBatch, "1 to 1024");
    require(itemLoops >= 1 && itemLoops <= 16, "itemLoops", itemLoops, "1 to 16");
    require(models >= 1 && models <= 64, "models", models, "1 to 64");
    require(modelBytes >= 0, "modelBytes", modelBytes, "0 or more");
    require(keyValueBytes >= 0, "keyValueBytes", keyValueBytes, "0 or more");
    require(!patience.isNegative(), "patience", patience, "0 or more");
  }

  public static InferSettings with(long modelBytes, long keyValueBytes) {
    return new InferSettings(16, 8, 2, 3, modelBytes, keyValueBytes, Duration.ofSeconds(30));
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("infer " + key + "=" + value + ", expected " + expected);
    }
  }
}
