package io.viralstream.workers.infer;

import io.viralstream.models.preprocess.CacheFolder;
import io.viralstream.models.preprocess.FeatureCache;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// Answers to questions of evaluations in a [CacheFolder], so that the same question to the same
/// model is computed once.
///
/// Safe for use by several threads, and by several processes of one user on processors of one kind.
public final class AnswerFolder {
  private final CacheFolder folder;

  private AnswerFolder(CacheFolder folder) {
    this.folder = folder;
  }

  /// Opens a folder, making it where it is not there.
  ///
  /// @param limit bytes of all entries together
  public static AnswerFolder at(Path folder, long limit, InstantSource clock) {
    return new AnswerFolder(CacheFolder.at(CacheFolder.Kind.ANSWERS, folder, limit, clock));
  }

  Optional<Reply.Said> find(AnswerEntry entry) {
    return folder.find(entry.name(), entry::read);
  }

  void keep(AnswerEntry entry, Reply.Said said) {
    folder.keep(entry.name(), entry.content(said));
  }

  /// Entries and bytes are those of the last look at the folder, and what this process has written
  /// since.
  public FeatureCache.Counts counts() {
    return folder.counts();
  }
}
