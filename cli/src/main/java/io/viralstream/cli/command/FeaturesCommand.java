package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.checkpoint.PictureFile;
import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.features.StudentFeatures;
import io.viralstream.models.features.TeacherFeatures;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `features`: what a checkpoint makes of a picture, tensor by tensor, to be compared with others.
@Command(
    name = "features",
    description = {
      "Writes what a checkpoint makes of a picture and a prompt into a safetensors file, row-major:",
      "pixels_u8 [S,S,3], vision [N,D_z], projected [N,D], hidden.L [N,D] (block L's output at the",
      "visual tokens, before any final norm; hidden.0 is the language model's input), logits [vocab]",
      "at the prompt's last position, and with --teacher the teacher's features, teacher [N,d].",
      "A teacher sees the picture padded with the student's mean colour, at its own patch size times",
      "the student's grid."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./viral features --model llava-1.5-7b-hf --image cat.png --prompt \"What is this?\" \\",
      "      --layers 0,16,32 --teacher dinov2-base --out cat.safetensors",
      "  ./viral features --teacher dinov2-base --size 336 --image cat.png --out y.safetensors"
    })
public final class FeaturesCommand implements Callable<Integer> {
  private static final int MOST_LAYERS = 256;
  private static final int LARGEST = 2_048;

  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--model", paramLabel = "DIR", description = "The checkpoint's directory.")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--teacher",
      paramLabel = "DIR",
      description = "A vision model's directory: CLIP, SigLIP, DINOv2, SAM, Depth Anything, RADIO.")
  private Optional<Path> teacher = Optional.empty();

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the teacher's picture, without --model.")
  private Optional<Integer> size = Optional.empty();

  @Option(
      names = "--image",
      required = true,
      paramLabel = "FILE",
      description = "A PNG or JPEG file.")
  private Path image = Path.of("");

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What is asked (default: nothing).")
  private String prompt = "";

  @Option(
      names = "--layers",
      paramLabel = "L,…",
      split = ",",
      description = "Blocks whose hidden states are written (default: the one that VIRAL aligns).")
  private List<Integer> layers = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The safetensors file; one that is there is replaced.")
  private Path out = Path.of("");

  @Mixin private ModelOptions asked = new ModelOptions();
  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private WeightsOption weights = new WeightsOption();
  @Mixin private JsonOption json = new JsonOption();

  public FeaturesCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    demandSense();
    Picture picture = PictureFile.read(image);
    try (Torch torch = weights.over(device.over(invocation)).torch()) {
      List<StoredTensor> tensors =
          directory.isPresent() ? student(torch, picture) : List.of(alone(torch, picture));
      SafetensorsWriter.replace(out, tensors);
      invocation.console().result(json.form(), text(tensors), json(tensors));
    }
    return ExitCode.DONE;
  }

  private void demandSense() {
    if (directory.isEmpty() && teacher.isEmpty()) throw wrong("--model or --teacher is needed");
    if (directory.isEmpty() != size.isPresent())
      throw wrong("--size belongs to --teacher without --model, and is needed there");
    if (size.isPresent() && (size.get() < 1 || size.get() > LARGEST))
      throw wrong("--size=" + size.get() + ", expected 1 to " + LARGEST);
    if (layers.size() > MOST_LAYERS)
      throw wrong(layers.size() + " layers, expected at most " + MOST_LAYERS);
  }

  private List<StoredTensor> student(Torch torch, Picture picture) throws IOException {
    try (LoadedModel model =
        invocation.models(torch).open(directory.orElseThrow(), asked.serving())) {
      List<Integer> wanted =
          layers.isEmpty() ? List.of(StudentFeatures.middleLayer(model)) : layers;
      List<Integer> distinct = wanted.stream().distinct().toList();
      var tensors = new ArrayList<>(StudentFeatures.of(model, picture, prompt, distinct));
      if (teacher.isPresent()) {
        VisionView view = model.model().encoder().view();
        tensors.add(TeacherFeatures.beside(view, torch, teacher.get(), picture));
      }
      return tensors;
    } catch (IllegalArgumentException noSuchLayer) {
      throw CommandFailure.refused(String.valueOf(noSuchLayer.getMessage()));
    }
  }

  private StoredTensor alone(Torch torch, Picture picture) throws IOException {
    return TeacherFeatures.alone(torch, teacher.orElseThrow(), size.orElseThrow(), picture);
  }

  private String text(List<StoredTensor> tensors) {
    return tensors.stream()
        .map(tensor ->
            String.format(Locale.ROOT, "%-12s %s %s", tensor.name(), tensor.type(), tensor.shape()))
        .collect(Collectors.joining("\n", "", "\nin " + out));
  }

  private ObjectNode json(List<StoredTensor> tensors) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("out", out.toString());
    ArrayNode list = answer.putArray("tensors");
    for (StoredTensor tensor : tensors) {
      ObjectNode entry =
          list.addObject().put("name", tensor.name()).put("type", tensor.type().toString());
      ArrayNode shape = entry.putArray("shape");
      tensor.shape().forEach(shape::add);
    }
    return answer;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
