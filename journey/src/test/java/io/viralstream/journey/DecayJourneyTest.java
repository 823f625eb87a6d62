package io.viralstream.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.client.FeedEndReceipt;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.feed.FeedUpload;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.Installation;
import io.viralstream.cli.stack.LocalStack;
import io.viralstream.cli.stack.StackPlan;
import io.viralstream.journey.guarantees.CommittedRecords;
import io.viralstream.scenes.SceneFolder;
import io.viralstream.scenes.SceneSource;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.workers.kafka.ConnectedClients;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The end of a feed asks for a decay, and the whole product follows: the rate falls on the samples
/// that come next, the status counts the steps, and then the arm stands still.
class DecayJourneyTest {
  private static final Console SILENT =
      new Console(nowhere(), nowhere(), false, InstantSource.system());

  @TempDir private Path folder;

  @Test
  void fallsOnWhatComesNextAndStandsStill() throws Exception {
    var installation = new Installation(Stack.java(folder), Stack.registryHome(), Stack.library());
    var arms = List.of(ArmText.parse("viral,batch=2,every=2,rate=0.001,warmup=0"));
    var data = DataFolder.at(folder.resolve("data"));
    var plan = new StackPlan(data, Optional.of(0), Optional.empty(), arms);
    try (LocalStack stack =
        LocalStack.start(plan, installation, Environment.of(Map.of("VIRAL_PARTITIONS", "2")))) {
      var gateway = new Gateway(stack.endpoints().gateway(), Pause.real());
      send(gateway, 5, 6);
      FeedEndReceipt end = gateway.end("scenes", 4);
      Waiting.until("the arm covers the end", () -> gateway.ending(end).complete());
      assertEquals(4, arm(gateway).path("decayLeft").asInt(-1));
      assertFalse(arm(gateway).path("finished").asBoolean());
      send(gateway, 6, 12);
      Waiting.until("the arm is finished", () -> arm(gateway).path("finished").asBoolean());
      assertEquals(0, arm(gateway).path("decayLeft").asInt(-1));
      Stream<Double> falling =
          Stream.of(0, 1, 2, 3).map(gone -> 1e-3 * (1 - Math.sqrt(gone / 4.0)));
      assertEquals(Stream.concat(Stream.of(1e-3, 1e-3, 1e-3), falling).toList(), rates(stack));
    }
  }

  private void send(Gateway gateway, long seed, int count) throws Exception {
    Path scenes = folder.resolve("scenes-" + seed);
    new SceneFolder(scenes).writeConversations(SceneSource.streamTraining(seed).first(count));
    new FeedUpload(gateway, Pause.real(), SILENT)
        .send(scenes.resolve(SceneFolder.CONVERSATIONS), new ImageFolder(scenes), "scenes", 1);
  }

  private static JsonNode arm(Gateway gateway) throws InterruptedException {
    return gateway.status().path("arms").path(0);
  }

  private static List<Double> rates(LocalStack stack) {
    var clients = new ConnectedClients(Map.of("bootstrap.servers", stack.endpoints().kafka()));
    CommittedRecords committed = CommittedRecords.read(clients, stack.cluster().serdes());
    return committed.steps().getOrDefault("viral", List.of()).stream()
        .map(TrainStep::getLearningRate)
        .toList();
  }

  private static PrintStream nowhere() {
    return new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
  }
}
