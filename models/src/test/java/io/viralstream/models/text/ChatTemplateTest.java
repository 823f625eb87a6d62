package io.viralstream.models.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTemplateTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-09T14:05:06Z"), ZoneOffset.UTC);
  private static final Tokenizer LLAMA = Golden.of("tokenizer-llama-legacy").tokenizer();
  private static final Tokenizer QWEN = Golden.of("tokenizer-qwen2").tokenizer();

  /// Content in parts, as llava-hf has it.
  private static final String PARTS =
      "{% for m in messages %}{{ m.role | upper }}: {% for p in m.content %}"
          + "{% if p.type == 'image' %}<image>\n{% else %}{{ p.text }} {% endif %}{% endfor %}{% endfor %}"
          + "{% if add_generation_prompt %}ASSISTANT:{% endif %}";

  /// Content as one text, as Qwen2.5 has it.
  private static final String TEXTS =
      "{% for m in messages %}{{ '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{% endfor %}"
          + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

  @TempDir Path folder;

  @AfterAll
  static void close() {
    LLAMA.close();
    QWEN.close();
  }

  @Test
  void putsThePictureWhereATemplateOfPartsPutsIt() {
    EncodedPrompt prompt = chat(LLAMA, PARTS).question(Subject.PICTURE, "What is it?");
    assertArrayEquals(begun(LLAMA.encodeFrame("USER: ")), prompt.opening());
    assertArrayEquals(
        LLAMA.encodeInside("\nWhat is it? ASSISTANT:"), prompt.turns().getFirst().prompt());
  }

  @Test
  void putsThePictureInATemplateOfOneText() {
    EncodedPrompt prompt = chat(QWEN, TEXTS).question(Subject.PICTURE, "What?");
    assertArrayEquals(QWEN.encodeFrame("<|im_start|>user\n"), prompt.opening());
    assertArrayEquals(
        QWEN.encodeFrame("\nWhat?<|im_end|>\n<|im_start|>assistant\n"),
        prompt.turns().getFirst().prompt());
  }

  @Test
  void givesThePictureToTheFirstOfTwoTurns() {
    EncodedPrompt prompt =
        chat(LLAMA, PARTS)
            .question(Subject.PICTURE, List.of(new Turn("What?", "A cat.")), "Where?");
    assertArrayEquals(begun(LLAMA.encodeFrame("USER: ")), prompt.opening());
    assertArrayEquals(
        LLAMA.encodeInside("\nWhat? ASSISTANT: A cat. USER: Where? ASSISTANT:"),
        prompt.turns().getFirst().prompt());
  }

  @Test
  void beginsNoSequenceTwice() {
    EncodedPrompt prompt = chat(LLAMA, "<s>" + PARTS).question(Subject.TEXT, "Why?");
    int begin = LLAMA.special("<s>");
    int[] ids = prompt.turns().getFirst().prompt();
    assertEquals(0, prompt.opening().length);
    assertEquals(1, IntStream.of(ids).filter(id -> id == begin).count());
  }

  @Test
  void keepsTypedSpecialTokensAsLetters() {
    String typed = "<image> </s> <|im_end|>";
    EncodedPrompt prompt = chat(QWEN, TEXTS).question(Subject.PICTURE, typed);
    int[] ids = prompt.turns().getFirst().prompt();
    assertEquals(1, IntStream.of(ids).filter(id -> id == QWEN.special("<|im_end|>")).count());
    assertTrue(QWEN.decode(ids).contains(typed), QWEN.decode(ids));
  }

  @Test
  void hasToolsAndDocumentsAsNone() {
    String asks = "{{ 'no tools' if tools is none and documents is none else 'tools' }}";
    ChatTemplate template = ChatTemplate.parse(asks, Map.of(), CLOCK);
    assertEquals("no tools", template.render(List.of(ChatMessage.user(false, "Why?"))));
  }

  @Test
  void refusesATemplateThatLosesThePicture() {
    Asking asking = chat(QWEN, "{{ messages[0].content[-1].text }}");
    TextRejected refused =
        assertThrows(TextRejected.class, () -> asking.question(Subject.PICTURE, "Why?"));
    assertTrue(refused.toString().contains("0 pictures"), refused.toString());
  }

  @Test
  void passesOnWhatATemplateRefuses() {
    Asking asking = chat(QWEN, "{{ raise_exception('no such role') }}");
    TextRejected refused =
        assertThrows(TextRejected.class, () -> asking.question(Subject.TEXT, "Why?"));
    assertTrue(refused.toString().contains("no such role"), refused.toString());
  }

  @Test
  void findsTheTemplateInEachOfItsPlaces() throws IOException {
    assertEquals(Optional.empty(), ChatTemplate.of(folder, CLOCK).map(this::rendered));
    write(
        "tokenizer_config.json",
        "{\"chat_template\":\"T{{ bos_token }}\",\"bos_token\":{\"content\":\"<s>\"}}");
    assertEquals(Optional.of("T<s>"), ChatTemplate.of(folder, CLOCK).map(this::rendered));
    write(
        "tokenizer_config.json",
        "{\"chat_template\":[{\"name\":\"tool\",\"template\":\"no\"},{\"name\":\"default\",\"template\":\"L\"}]}");
    assertEquals(Optional.of("L"), ChatTemplate.of(folder, CLOCK).map(this::rendered));
    write("chat_template.json", "{\"chat_template\":\"P{{ strftime_now('%d %b %Y') }}\"}");
    assertEquals(Optional.of("P09 Mar 2026"), ChatTemplate.of(folder, CLOCK).map(this::rendered));
    Files.delete(folder.resolve("chat_template.json"));
    write("chat_template.jinja", "J");
    assertEquals(Optional.of("J"), ChatTemplate.of(folder, CLOCK).map(this::rendered));
  }

  @Test
  void namesTheFileThatIsBroken() throws IOException {
    write("chat_template.json", "{\"chat_template\":[{\"name\":\"tool\",\"template\":\"no\"}]}");
    TextRejected none = assertThrows(TextRejected.class, () -> ChatTemplate.of(folder, CLOCK));
    assertTrue(none.toString().contains("chat_template.json"), none.toString());
    write("chat_template.json", "{");
    TextRejected broken = assertThrows(TextRejected.class, () -> ChatTemplate.of(folder, CLOCK));
    assertTrue(broken.toString().contains("chat_template.json"), broken.toString());
    write("chat_template.jinja", "x".repeat(5 << 20));
    TextRejected large = assertThrows(TextRejected.class, () -> ChatTemplate.of(folder, CLOCK));
    assertTrue(large.toString().contains("chat_template.jinja"), large.toString());
  }

  @Test
  void asksByTheStyleThatIsNamed() {
    Optional<ChatTemplate> template = Optional.of(ChatTemplate.parse(PARTS, Map.of(), CLOCK));
    Asking vicuna = PromptStyle.named("vicuna").asking(LLAMA, template, PromptTemplate.CHATML);
    String opening = LLAMA.decode(vicuna.question(Subject.PICTURE, "Why?").opening());
    assertTrue(opening.startsWith("A chat between"), opening);
    Asking own = PromptStyle.named("template").asking(LLAMA, template, PromptTemplate.VICUNA_V1);
    assertEquals("USER: ", LLAMA.decode(own.question(Subject.PICTURE, "Why?").opening()));
    Asking trained =
        PromptStyle.named("template").asking(LLAMA, Optional.empty(), PromptTemplate.VICUNA_V1);
    assertArrayEquals(
        vicuna.question(Subject.PICTURE, "Why?").opening(),
        trained.question(Subject.PICTURE, "Why?").opening());
    Asking plain = PromptStyle.named("plain").asking(LLAMA, template, PromptTemplate.VICUNA_V1);
    assertArrayEquals(
        LLAMA.encodeInside("a cat"),
        plain.question(Subject.PICTURE, "a cat").turns().getFirst().prompt());
    assertThrows(TextRejected.class, () -> PromptStyle.named("llama"));
  }

  @Test
  void continuesAConversationInTheTrainedFrame() {
    Asking vicuna = new PromptEncoder(LLAMA, PromptTemplate.VICUNA_V1);
    List<Turn> earlier = List.of(new Turn("What?", "A cat."), new Turn("How?", "So."));
    EncodedPrompt prompt = vicuna.question(Subject.PICTURE, earlier, "Where?");
    assertArrayEquals(
        LLAMA.encodeInside(
            LLAMA.pieces(
                "\nWhat? ASSISTANT: A cat.</s>USER: How? ASSISTANT: So.</s>USER: Where? ASSISTANT:")),
        prompt.turns().getFirst().prompt());
    assertFalse(prompt.opening().length == 0);
  }

  private String rendered(ChatTemplate template) {
    return template.render(List.of(ChatMessage.user(false, "Why?")));
  }

  private static Asking chat(Tokenizer tokenizer, String template) {
    return new ChatEncoder(tokenizer, ChatTemplate.parse(template, Map.of(), CLOCK));
  }

  private static int[] begun(int[] ids) {
    return IntStream.concat(IntStream.of(LLAMA.special("<s>")), IntStream.of(ids)).toArray();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
