package io.viralstream.models.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChainedPromptTest {
  private static final List<Turn> TURNS =
      List.of(
          new Turn("How many?", "two"), new Turn("Which colour?", "red"), new Turn("Why?", "x"));
  private static final String SYSTEM =
      "<s>A chat between a curious user and an artificial intelligence assistant. The assistant"
          + " gives helpful, detailed, and polite answers to the user's questions. ";

  private static Tokenizer llama;
  private static Tokenizer qwen;

  @BeforeAll
  static void open() {
    llama = Golden.of("tokenizer-llama-legacy").tokenizer();
    qwen = Golden.of("tokenizer-qwen2").tokenizer();
  }

  @AfterAll
  static void close() {
    llama.close();
    qwen.close();
  }

  @Test
  void tellsTextTurnsAsOneFrame() {
    EncodedPrompt prompt =
        new PromptEncoder(llama, PromptTemplate.VICUNA_V1)
            .conversation(Packing.CHAINED, Subject.TEXT, TURNS.subList(0, 2));
    assertArrayEquals(
        llama.encodeFrame(
            SYSTEM
                + "USER: How many? ASSISTANT: two</s>"
                + "USER: Which colour? ASSISTANT: red</s>"),
        ids(prompt, 0, 2));
    assertEquals(Packing.CHAINED, prompt.packing());
  }

  @Test
  void putsThePictureInFrontOfItsTurn() {
    EncodedPrompt prompt =
        new PromptEncoder(qwen, PromptTemplate.CHATML).conversation(Packing.CHAINED, TURNS, 1);
    String start = "<|im_start|>";
    String end = "<|im_end|>\n";
    assertArrayEquals(
        qwen.encodeFrame(
            start
                + "system\nYou are a helpful assistant."
                + end
                + start
                + "user\nHow many?"
                + end
                + start
                + "assistant\ntwo"
                + end
                + start
                + "user\n"),
        ids(prompt, 0, 1));
    assertArrayEquals(
        qwen.encodeFrame(
            "\nWhich colour?"
                + end
                + start
                + "assistant\nred"
                + end
                + start
                + "user\nWhy?"
                + end
                + start
                + "assistant\nx<|im_end|>"),
        behind(prompt, 1));
    assertEquals(1, prompt.before());
    assertEquals(prompt.length() + 5, prompt.longest(5));
  }

  @Test
  void beginsAPictureConversationAsIsolatedTurnsBegin() {
    PromptEncoder encoder = new PromptEncoder(llama, PromptTemplate.VICUNA_V1);
    EncodedPrompt chained = encoder.conversation(Packing.CHAINED, Subject.PICTURE, TURNS);
    EncodedPrompt isolated = encoder.conversation(Packing.ISOLATED, TURNS, 0);
    assertArrayEquals(isolated.opening(), chained.opening());
    assertArrayEquals(isolated.turns().getFirst().prompt(), chained.turns().getFirst().prompt());
    assertEquals(Packing.ISOLATED, isolated.packing());
  }

  @Test
  void learnsEachAnswerWithItsEndAlone() {
    EncodedPrompt prompt =
        new PromptEncoder(llama, PromptTemplate.VICUNA_V1).conversation(Packing.CHAINED, TURNS, 1);
    for (int i = 0; i < 3; i++) {
      int[] answer = prompt.turns().get(i).answer();
      assertEquals(llama.special("</s>"), answer[answer.length - 1]);
      assertEquals(TURNS.get(i).answer(), llama.decode(answer).strip());
    }
    assertEquals("USER:", llama.decode(prompt.turns().getFirst().lead()).strip());
    assertEquals(0, prompt.turns().get(1).lead().length);
  }

  @Test
  void refusesATurnThatIsNotThere() {
    PromptEncoder encoder = new PromptEncoder(llama, PromptTemplate.VICUNA_V1);
    assertThrows(
        IndexOutOfBoundsException.class, () -> encoder.conversation(Packing.CHAINED, TURNS, 3));
  }

  private static int[] behind(EncodedPrompt prompt, int from) {
    return prompt.turns().subList(from, prompt.turns().size()).stream()
        .flatMapToInt(ChainedPromptTest::ids)
        .toArray();
  }

  private static int[] ids(EncodedPrompt prompt, int from, int to) {
    IntStream turns =
        prompt.turns().subList(from, to).stream().flatMapToInt(ChainedPromptTest::ids);
    return IntStream.concat(IntStream.of(prompt.opening()), turns).toArray();
  }

  private static IntStream ids(EncodedTurn turn) {
    return Stream.of(turn.prompt(), turn.answer(), turn.lead()).flatMapToInt(IntStream::of);
  }
}
