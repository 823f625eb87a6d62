package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.model.AttentionMask;
import io.viralstream.models.model.HiddenStates;
import io.viralstream.models.model.KeyValueMemory;
import io.viralstream.models.model.LanguageModel;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.GreedyIds.Padding;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.WeightType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every family of language models against transformers.
class GoldenLanguageTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  static List<String> names() {
    return List.of(
        "llama-mha",
        "llama-gqa",
        "llama-linear",
        "llama-llama3",
        "llama-tied",
        "llama-bias",
        "llama-f16",
        "llama-bf16",
        "llama-sharded",
        "qwen2",
        "qwen2-tied");
  }

  @ParameterizedTest
  @MethodSource("names")
  void computesWhatTransformersDoes(String name) throws IOException {
    compare(with.torch(), Golden.of(name));
  }

  /// Ids are compared in F32: half precision may choose another where two scores are near.
  static void compare(Torch torch, Golden golden) throws IOException {
    try (PublishedModel published = PublishedModel.open(torch, golden.directory())) {
      List<int[]> prompts = golden.ids("prompts").stream().map(GoldenLanguageTest::array).toList();
      compareHidden(torch, golden, published.model().language(), prompts.getFirst());
      compareShort(torch, golden, published.model().language(), prompts.get(1));
      if (torch.numerics().weightType() == WeightType.F32) {
        compareIds(torch, golden, published, prompts);
      }
    }
    golden.report();
  }

  private static void compareHidden(Torch torch, Golden golden, LanguageModel model, int[] prompt) {
    int blocks = model.settings().blocks();
    Set<Integer> layers = IntStream.rangeClosed(0, blocks).boxed().collect(Collectors.toSet());
    HiddenStates states = run(torch, model, prompt, layers);
    for (int block : layers) {
      golden.assertClose("hidden." + block, states.afterBlock(block).floats());
    }
    golden.assertClose("logits", lastLogits(model, states.last()));
  }

  /// Padding changes nothing, so that a prompt alone must give what the reference gave padded.
  private static void compareShort(Torch torch, Golden golden, LanguageModel model, int[] prompt) {
    float[] alike = lastLogits(model, run(torch, model, prompt, Set.of()).last());
    golden.assertClose("logits.short.left", alike);
    golden.assertClose("logits.short.right", alike);
  }

  private static void compareIds(
      Torch torch, Golden golden, PublishedModel published, List<int[]> prompts)
      throws IOException {
    LanguageModel model = published.model().language();
    int most = golden.words().get("newTokens").asInt();
    List<List<Integer>> expected = golden.ids("alone");
    List<Tensor> embedded =
        prompts.stream().map(prompt -> model.embed(torch.of(prompt, prompt.length))).toList();
    for (Padding padding : Padding.values()) {
      var greedy = new GreedyIds(torch, model, published.endTokens(), padding);
      assertEquals(expected, greedy.answers(embedded, most), "batch padded " + padding);
      List<List<Integer>> alone = new ArrayList<>();
      embedded.forEach(prompt -> alone.addAll(greedy.answers(List.of(prompt), most)));
      assertEquals(expected, alone, "one at a time");
    }
  }

  private static HiddenStates run(
      Torch torch, LanguageModel model, int[] prompt, Set<Integer> layers) {
    Tensor positions = torch.of(IntStream.range(0, prompt.length).toArray(), 1, prompt.length);
    Tensor embedded = model.embed(torch.of(prompt, 1, prompt.length));
    return model.hidden(
        embedded, positions, new AttentionMask.Causal(), KeyValueMemory.none(), layers);
  }

  private static float[] lastLogits(LanguageModel model, Tensor last) {
    return model.logits(last.select(1, last.size(1) - 1)).floats();
  }

  private static int[] array(List<Integer> ids) {
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
