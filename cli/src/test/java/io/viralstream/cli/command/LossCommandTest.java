package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `loss` computes what torch, transformers and peft compute of the same conversations.
class LossCommandTest {
  @TempDir Path folder;

  static List<GoldenLoss> cases() throws IOException {
    return GoldenLoss.all(GoldenModel.ALL);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesTheLossesGradientsAndStepsOfTheReference(GoldenLoss golden) throws IOException {
    GoldenLoss.Apart apart = golden.computed(folder);
    assertTrue(apart.within(GoldenLoss.onTheProcessor()), golden + ": " + apart);
  }
}
