package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.model.HiddenStates;
import io.viralstream.models.model.LanguageModel;
import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Turn;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.GreedyIds.Padding;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.WeightType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// LLaVA in its published layouts against transformers.
class GoldenLlavaTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  static List<String> names() {
    return List.of("llava-vicuna-clip", "llava-qwen-siglip", "llava-original");
  }

  @ParameterizedTest
  @MethodSource("names")
  void computesWhatTransformersDoes(String name) throws IOException {
    compare(with.torch(), Golden.of(name));
  }

  /// A picture's prompt, as the ids around its visual tokens.
  private record Prompt(int[] before, int visual, int[] after) {
    static Prompt of(List<Integer> ids, int image) {
      int first = ids.indexOf(image);
      if (first < 0) return new Prompt(new int[0], 0, array(ids));
      int last = ids.lastIndexOf(image);
      return new Prompt(
          array(ids.subList(0, first)), last + 1 - first, array(ids.subList(last + 1, ids.size())));
    }

    private static int[] array(List<Integer> ids) {
      return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    PackedBatch packed() {
      Turn turn = new Turn(after, new boolean[after.length]);
      return PackedBatch.of(List.of(new PackedSample(before, visual, List.of(turn))));
    }
  }

  /// Ids are compared in F32: half precision may choose another where two scores are near.
  static void compare(Torch torch, Golden golden) throws IOException {
    int image = golden.words().get("image").asInt();
    List<Prompt> prompts = new ArrayList<>();
    for (List<Integer> ids : golden.ids("ids")) prompts.add(Prompt.of(ids, image));
    try (PublishedModel published = PublishedModel.open(torch, golden.directory())) {
      Tensor features = features(torch, golden, published.model());
      compareHidden(golden, published.model(), prompts.getFirst(), features);
      comparePadded(golden, published.model(), prompts, features);
      if (torch.numerics().weightType() == WeightType.F32) {
        compareIds(torch, golden, published, prompts, features);
      }
    }
    golden.report();
  }

  private static Tensor features(Torch torch, Golden golden, VisionLanguageModel model) {
    byte[] picture = golden.bytes("pixels_u8");
    Tensor features =
        model
            .encoder()
            .features(VisionEncoder.pixels(torch, model.encoder().view(), List.of(picture)));
    golden.assertClose("vision", features.floats());
    golden.assertClose("projected", model.project(features).floats());
    return features;
  }

  private static void compareHidden(
      Golden golden, VisionLanguageModel model, Prompt prompt, Tensor features) {
    PackedBatch batch = prompt.packed();
    int blocks = model.language().settings().blocks();
    Set<Integer> layers = IntStream.rangeClosed(0, blocks).boxed().collect(Collectors.toSet());
    HiddenStates hidden = model.hidden(batch, Optional.of(features), layers);
    for (int block : layers) {
      golden.assertClose("hidden." + block, model.visual(hidden, block, batch).floats());
    }
    golden.assertClose("logits", lastLogits(model, hidden));
  }

  /// Padding changes nothing, so that a prompt alone must give what the reference gave padded.
  private static void comparePadded(
      Golden golden, VisionLanguageModel model, List<Prompt> prompts, Tensor features) {
    for (int i = 1; i < prompts.size(); i++) {
      Prompt prompt = prompts.get(i);
      Optional<Tensor> seen = prompt.visual() == 0 ? Optional.empty() : Optional.of(features);
      float[] logits = lastLogits(model, model.hidden(prompt.packed(), seen));
      golden.assertClose("logits." + i + ".left", logits);
      golden.assertClose("logits." + i + ".right", logits);
    }
  }

  private static void compareIds(
      Torch torch, Golden golden, PublishedModel published, List<Prompt> prompts, Tensor features)
      throws IOException {
    VisionLanguageModel model = published.model();
    int most = golden.words().get("newTokens").asInt();
    List<Tensor> embedded =
        prompts.stream().map(prompt -> embedded(torch, model, prompt, features)).toList();
    for (Padding padding : Padding.values()) {
      var greedy = new GreedyIds(torch, model.language(), published.endTokens(), padding);
      assertEquals(golden.ids("batch"), greedy.answers(embedded, most), "padded " + padding);
      List<List<Integer>> alone = new ArrayList<>();
      embedded.forEach(prompt -> alone.addAll(greedy.answers(List.of(prompt), most)));
      assertEquals(golden.ids("alone"), alone, "one at a time");
    }
  }

  private static Tensor embedded(
      Torch torch, VisionLanguageModel model, Prompt prompt, Tensor features) {
    LanguageModel language = model.language();
    Tensor after = language.embed(torch.of(prompt.after(), prompt.after().length));
    if (prompt.visual() == 0) return after;
    Tensor before = language.embed(torch.of(prompt.before(), prompt.before().length));
    return Tensor.concat(List.of(before, model.project(features).select(0, 0), after), 0);
  }

  private static float[] lastLogits(VisionLanguageModel model, HiddenStates hidden) {
    Tensor last = hidden.last();
    return model.language().logits(last.select(1, last.size(1) - 1)).floats();
  }
}
