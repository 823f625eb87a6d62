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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every family of language models against transformers.
class GoldenLanguageTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  @ParameterizedTest
  @ValueSource(
      strings = {
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
        "qwen2-tied"
      })
  void computesWhatTransformersDoes(String name) throws IOException {
    Golden golden = Golden.of(name);
    try (PublishedModel published = PublishedModel.open(with.torch(), golden.directory())) {
      List<int[]> prompts = golden.ids("prompts").stream().map(GoldenLanguageTest::array).toList();
      compareHidden(golden, published.model().language(), prompts.getFirst());
      compareIds(golden, published, prompts);
    }
    golden.report();
  }

  private void compareHidden(Golden golden, LanguageModel model, int[] prompt) {
    int blocks = model.settings().blocks();
    Set<Integer> layers = IntStream.rangeClosed(0, blocks).boxed().collect(Collectors.toSet());
    HiddenStates states = run(model, prompt, layers);
    for (int block : layers) {
      golden.assertClose("hidden." + block, states.afterBlock(block).floats());
    }
    golden.assertClose("logits", lastLogits(model, states.last()));
  }

  /// Padding changes nothing, so that a prompt alone must give what the reference gave padded.
  private void compareIds(Golden golden, PublishedModel published, List<int[]> prompts)
      throws IOException {
    LanguageModel model = published.model().language();
    float[] alike = lastLogits(model, run(model, prompts.get(1), Set.of()).last());
    golden.assertClose("logits.short.left", alike);
    golden.assertClose("logits.short.right", alike);
    int most = golden.words().get("newTokens").asInt();
    List<List<Integer>> expected = golden.ids("alone");
    List<Tensor> embedded =
        prompts.stream()
            .map(prompt -> model.embed(with.torch().of(prompt, prompt.length)))
            .toList();
    for (Padding padding : Padding.values()) {
      var greedy = new GreedyIds(with.torch(), model, published.endTokens(), padding);
      assertEquals(expected, greedy.answers(embedded, most), "batch padded " + padding);
      List<List<Integer>> alone = new ArrayList<>();
      embedded.forEach(prompt -> alone.addAll(greedy.answers(List.of(prompt), most)));
      assertEquals(expected, alone, "one at a time");
    }
  }

  private HiddenStates run(LanguageModel model, int[] prompt, Set<Integer> layers) {
    Torch torch = with.torch();
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
