package io.viralstream.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.embedded.EmbeddedStack;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the roles of a stack are told.
class StackPlanTest {
  @TempDir Path temporary;

  /// The workers run in another folder than whoever typed the path.
  @Test
  void namesTheFolderOfFeaturesByItsWholePath() throws Exception {
    assertEquals(
        Optional.of(Path.of("features").toAbsolutePath().toString()),
        told(Map.of("VIRAL_FEATURE_FOLDER", "features")).given(Setting.VIRAL_FEATURE_FOLDER));
  }

  @Test
  void namesTheFolderOfAnswersByItsWholePath() throws Exception {
    assertEquals(
        Optional.of(Path.of("answers").toAbsolutePath().toString()),
        told(Map.of("VIRAL_ANSWER_FOLDER", "answers")).given(Setting.VIRAL_ANSWER_FOLDER));
  }

  @Test
  void namesNoFolderOfFeaturesUnlessOneIsGiven() throws Exception {
    assertEquals(Optional.empty(), told(Map.of()).given(Setting.VIRAL_FEATURE_FOLDER));
  }

  private Environment told(Map<String, String> given) throws Exception {
    var plan =
        new StackPlan(DataFolder.at(temporary), Optional.empty(), Optional.empty(), List.of());
    URI nowhere = URI.create("http://127.0.0.1:1");
    var components = new EmbeddedStack.Endpoints("127.0.0.1:1", nowhere, nowhere);
    return plan.environment(Environment.of(given), components, 8080);
  }
}
