package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.checkpoint.Generation;
import io.viralstream.cli.checkpoint.Output;
import io.viralstream.cli.checkpoint.PictureFile;
import io.viralstream.cli.console.PlainText;
import io.viralstream.images.Picture;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `generate`: what a checkpoint says of pictures, without a stack.
@Command(
    name = "generate",
    description = {
      "Lets a checkpoint answer, in this process: a LLaVA or a language model as published, or one",
      "of ours.",
      "--image and --prompt go in pairs; without any --image the prompts are text alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./viral generate --model llava-1.5-7b-hf --image cat.png --prompt \"What is this?\"",
      "  ./viral generate --model DIR --image a.png --prompt \"How many?\" \\",
      "      --image b.png --prompt \"Which colour?\" --max-tokens 16 --json",
      "  ./viral generate --model DIR --adapter LORA --prompt \"Hello\" --temperature 0.7 --seed 3"
    })
public final class GenerateCommand implements Callable<Integer> {
  private static final int MOST_PROMPTS = 1_024;
  private static final int LONGEST = 32_768;

  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The checkpoint's directory.")
  private Path directory = Path.of("");

  @Option(names = "--image", paramLabel = "FILE", description = "A PNG or JPEG file.")
  private List<Path> images = List.of();

  @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "What is asked.")
  private List<String> prompts = List.of();

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Cut answers there (default: ${DEFAULT-VALUE}).")
  private int most = 128;

  @Option(names = "--stop", paramLabel = "TEXT", description = "A text that ends an answer too.")
  private List<String> stops = List.of();

  @Mixin private ModelOptions asked = new ModelOptions();
  @Mixin private SamplingOptions sampling = new SamplingOptions();
  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private WeightsOption weights = new WeightsOption();
  @Mixin private JsonOption json = new JsonOption();

  public GenerateCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    Generation generation = generation();
    List<Generation.Prompt> pairs = pairs();
    invocation.console().note("loading " + directory);
    try (Torch torch = weights.over(device.over(invocation)).torch();
        LoadedModel model = invocation.models(torch).open(directory, asked.serving())) {
      invocation.console().note("answering " + pairs.size());
      print(generation.of(model, pairs));
    }
    return ExitCode.DONE;
  }

  private Generation generation() {
    if (most < 1 || most > LONGEST) throw wrong("--max-tokens=" + most + ", expected 1 to 32768");
    try {
      return new Generation(sampling.sampling(), stops, most);
    } catch (IllegalArgumentException outOfBounds) {
      throw wrong(String.valueOf(outOfBounds.getMessage()));
    }
  }

  private List<Generation.Prompt> pairs() throws IOException {
    if (prompts.size() > MOST_PROMPTS)
      throw wrong(prompts.size() + " prompts, expected at most " + MOST_PROMPTS);
    if (!images.isEmpty() && images.size() != prompts.size())
      throw wrong(
          String.format(
              Locale.ROOT,
              "--image %d times and --prompt %d times, expected pairs",
              images.size(),
              prompts.size()));
    List<Generation.Prompt> pairs = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      Optional<Picture> picture =
          images.isEmpty() ? Optional.empty() : Optional.of(PictureFile.read(images.get(i)));
      pairs.add(new Generation.Prompt(picture, prompts.get(i)));
    }
    return pairs;
  }

  private void print(List<Output> outputs) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("outputs");
    outputs.forEach(output -> list.add(output.json()));
    Stream<String> text = outputs.stream().map(Output::text).map(PlainText::lines);
    invocation.console().result(json.form(), text.collect(Collectors.joining("\n\n")), answer);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
