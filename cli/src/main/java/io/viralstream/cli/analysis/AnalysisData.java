package io.viralstream.cli.analysis;

import java.io.IOException;

/// The pictures and questions of an analysis, in an order that does not change.
public sealed interface AnalysisData extends AutoCloseable
    permits PictureFolder, GeneratedScenes, BenchmarkItems {
  /// In words, such as `folder coco`.
  String name();

  /// By what equal data is known: a hash of everything in it.
  String key() throws IOException;

  int size();

  /// Item number `index`, from 0.
  AnalysisItem at(int index);

  /// Whether what stands in each patch is known.
  boolean isLabelled();

  /// Lets go of what pictures are read from.
  @Override
  default void close() {}
}
