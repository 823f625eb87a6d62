package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.models.text.ChatTemplate;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.models.text.PromptTemplate;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptingTest {
  private static final int OTHER_END = 3;

  @Test
  void asksInChatMlWhereTheTokenizerHasItsTokensAndNothingElseIsSaid() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.of(Golden.directory("tokenizer-qwen2"))) {
      Prompting prompting = vicuna(PromptStyle.TEMPLATE, tokenizer, Optional.empty());
      assertEquals("frame chatml", prompting.name());
      assertEquals(Set.of(OTHER_END, tokenizer.special("<|im_end|>")), prompting.endTokens());
    }
  }

  @Test
  void asksByTheChatTemplateWhereThereIsOne() throws IOException {
    ChatTemplate template =
        ChatTemplate.parse(
            "{% for m in messages %}{{ m.content }}{% endfor %}",
            Map.of(), Clock.systemDefaultZone());
    try (Tokenizer tokenizer = Tokenizer.of(Golden.directory("tokenizer-qwen2"))) {
      Prompting prompting = vicuna(PromptStyle.TEMPLATE, tokenizer, Optional.of(template));
      assertEquals("chat template", prompting.name());
      assertEquals(Set.of(OTHER_END), prompting.endTokens());
    }
  }

  @Test
  void asksAsTheFamilyIsTrainedWhereTheTokenizerDoesNotKnowChatMl() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.of(Golden.directory("tokenizer-llama-legacy"))) {
      Prompting prompting = vicuna(PromptStyle.TEMPLATE, tokenizer, Optional.empty());
      assertEquals("frame vicuna_v1", prompting.name());
      assertEquals(Set.of(OTHER_END), prompting.endTokens());
    }
  }

  private static Prompting vicuna(
      PromptStyle style, Tokenizer tokenizer, Optional<ChatTemplate> template) {
    return Prompting.of(style, tokenizer, template, PromptTemplate.VICUNA_V1, List.of(OTHER_END));
  }
}
