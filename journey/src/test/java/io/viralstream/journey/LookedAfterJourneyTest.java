package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./viral up` itself: the launcher, the JVM that it looks after, and that JVM's children.
class LookedAfterJourneyTest {
  /// A locale without UTF-8 for the system, and one with other digits for Java.
  private static final Map<String, String> FAR_AWAY =
      Map.of("LC_ALL", "C", "VIRAL_JAVA_OPTIONS", "-Duser.language=ar -Duser.country=EG");

  @TempDir private Path folder;

  @Test
  void anUpWithoutMemoryIsStartedAgainOnTheSameFolderAndPorts() throws Exception {
    Path data = folder.resolve("my café data");
    try (UpProcess up = UpProcess.launchLookedAfter(folder, data, FAR_AWAY).awaitReady()) {
      String addresses = Files.readString(data.resolve("endpoints.json"));
      String asked = asked(up);

      HungryAgent.starve(up.java().pid(), folder.resolve("hungry.jar"));

      Waiting.until("it is ready again", () -> up.said().split("ready; Ctrl-C", -1).length == 3);
      assertTrue(up.said().contains("viral: up ran out of memory and ends"), up.said());
      assertTrue(up.said().contains("it is started again in 1 s (restart 1)"), up.said());
      assertEquals(addresses, Files.readString(data.resolve("endpoints.json")));
      Waiting.until(
          "the row of before is there", () -> up.select("SELECT id FROM asked").contains(asked));
      asked(up);

      List<ProcessHandle> tree = up.tree();
      up.stop();
      assertEquals(143, up.exit(), up.said());
      assertEquals(2, up.said().split("\nstopping\n", -1).length, up.said());
      Waiting.until("nothing runs on", () -> tree.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void nothingOutlivesALauncherThatIsKilled() throws Exception {
    try (UpProcess up =
        UpProcess.launchLookedAfter(folder, folder.resolve("data"), Map.of()).awaitReady()) {
      List<ProcessHandle> tree = up.tree();
      assertTrue(tree.size() > 4, tree.toString());
      up.kill();
      Waiting.until("nothing runs on", () -> tree.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  /// The id of a question that was answered.
  private static String asked(UpProcess up) throws Exception {
    HttpResponse<String> reply = up.ask("Is there a circle?");
    assertEquals(200, reply.statusCode(), reply.body());
    return new ObjectMapper().readTree(reply.body()).path("id").asText();
  }
}
