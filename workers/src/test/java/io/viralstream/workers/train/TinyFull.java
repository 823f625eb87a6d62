package io.viralstream.workers.train;

import io.viralstream.images.PictureReader;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.PromptTemplate;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What arms with the recipe full need: a tiny model in our own layout with its teacher, P_π 8
/// wide.
final class TinyFull implements AutoCloseable {
  private final Torch torch;
  private final StoredPictures pictures;
  private final ModelDirectory base;
  private final Tokenizer tokenizer;

  /// @param folder for what is written
  TinyFull(Torch torch, StoredPictures pictures, Path folder) throws IOException {
    this.torch = torch;
    this.pictures = pictures;
    base = TinyModelDirectory.write(torch, Files.createDirectory(folder.resolve("base")), 3);
    tokenizer = base.tokenizer();
  }

  ArmSettings arm(String name) {
    ArmPlan plan = ArmPlan.named(name);
    return plan.with(plan.alignment().withWidth(8)).on("base");
  }

  Learner.Source source(ArmSettings arm) {
    return new ModelLearnerSource(torch, base, arm, new FeatureCache(1 << 20));
  }

  SamplePreparation preparation() throws IOException {
    return new SamplePreparation(
        new PromptEncoder(tokenizer, PromptTemplate.SHORT),
        pictures,
        PictureReader.standard(1L << 30),
        List.of(),
        SampleLimits.of(base.config(), 256));
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
