package io.viralstream.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.cli.ViralMain;
import io.viralstream.cli.role.ServedModel;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.JavaRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Looks over what a model is that is to be served, before anything is started: as `inspect` does,
/// in a process of its own, so that libtorch's memory stays out of this one.
public final class ModelInspection {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelInspection() {}

  /// What keeps the model from being served; nothing where it can be.
  ///
  /// @throws IOException where the look itself failed
  public static List<String> problems(ServedModel model, JavaRuntime java, Environment environment)
      throws IOException, InterruptedException {
    String device = environment.text(Setting.VIRAL_DEVICE);
    var arguments = List.of("inspect", model.directory().toString(), "--device", device, "--json");
    List<String> command =
        new JavaProgram(
                java.home(),
                WorkersProcess.FLAGS,
                java.classPath(),
                ViralMain.class.getName(),
                arguments)
            .command();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return problems(model, said.lines().reduce("", (before, line) -> line), code);
  }

  private static List<String> problems(ServedModel model, String last, int code)
      throws IOException {
    if (!last.startsWith("{")) {
      throw new IOException("the model could not be looked over: `inspect` ended with " + code);
    }
    JsonNode found = JSON.readTree(last);
    var problems = new ArrayList<String>();
    for (JsonNode problem : found.path("problems")) problems.add(problem.asText());
    if (problems.isEmpty() && !found.has("serving")) {
      problems.add("it " + model.unanswering(found.path("family").asText()));
    }
    return problems;
  }
}
