package io.viralstream.models.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Conversations as token ids, after one model's tokenizer and template.
///
/// People's text is encoded as letters only: `</s>` or `<image>` in a question stays what was
/// typed. Blanks around questions and answers are dropped, since the template brings its own.
public final class PromptEncoder implements Asking {
  private final Tokenizer tokenizer;
  private final PromptTemplate template;
  private final int[] opening;

  /// @throws TextRejected where the tokenizer lacks a special token of the template's frame
  public PromptEncoder(Tokenizer tokenizer, PromptTemplate template) {
    this.tokenizer = tokenizer;
    this.template = template;
    opening = tokenizer.encode(template.opening());
  }

  /// For training: every turn with its answer and end.
  ///
  /// @param subject whether a picture comes with the first turn, or none at all
  public EncodedPrompt conversation(Packing packing, Subject subject, List<Turn> turns) {
    return switch (packing) {
      case ISOLATED -> conversation(subject, turns);
      case CHAINED ->
          switch (subject) {
            case PICTURE -> chained(turns, OptionalInt.of(0));
            case TEXT -> chained(turns, OptionalInt.empty());
          };
    };
  }

  /// For training, where the picture comes with one of the turns.
  ///
  /// @param pictured the turn that has the picture, from 0
  public EncodedPrompt conversation(Packing packing, List<Turn> turns, int pictured) {
    Objects.checkIndex(pictured, turns.size());
    return switch (packing) {
      case ISOLATED -> conversation(turns, pictured);
      case CHAINED -> chained(turns, OptionalInt.of(pictured));
    };
  }

  /// One turn behind another; in VICUNA_V1, with the picture `▦` in the second turn:
  ///
  /// ```
  /// opening        prompt               answer   lead    ▦  prompt             answer
  /// <s>A chat … USER:| q1 ASSISTANT:   | a1</s> |USER: |▦|\nq2 ASSISTANT:   | a2</s>
  /// ```
  private EncodedPrompt chained(List<Turn> turns, OptionalInt pictured) {
    int before = pictured.orElse(0);
    List<EncodedTurn> encoded = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      Subject subject = pictured.isPresent() && i == before ? Subject.PICTURE : Subject.TEXT;
      Turn turn = turns.get(i);
      List<Piece> prompt = template.prompt(subject, turn.question().strip());
      int[] ids =
          switch (subject) {
            case PICTURE -> tokenizer.encodeInside(prompt);
            case TEXT -> i == 0 ? first(subject, prompt) : next(prompt);
          };
      int[] lead = i + 1 == before ? tokenizer.encodeInside(template.between()) : new int[0];
      encoded.add(new EncodedTurn(ids, answer(prompt, turn), lead));
    }
    boolean opensWithPicture = pictured.isPresent() && before == 0;
    EncodedTurn first = encoded.getFirst();
    int shared = opensWithPicture ? opening.length : sharedWithOpening(first);
    int from = opensWithPicture ? 0 : shared;
    encoded.set(0, new EncodedTurn(rest(first.prompt(), from), first.answer(), first.lead()));
    return new EncodedPrompt(Arrays.copyOf(opening, shared), encoded, before, Packing.CHAINED);
  }

  /// For training, isolated: every turn with its answer and end.
  public EncodedPrompt conversation(Subject subject, List<Turn> turns) {
    return opened(subject, turns.stream().map(turn -> turn(subject, turn)).toList());
  }

  /// For training, isolated, where the picture comes with a later turn: what was said before saw
  /// none.
  ///
  /// @param pictured the turn that has the picture, from 0
  public EncodedPrompt conversation(List<Turn> turns, int pictured) {
    EncodedPrompt behind = conversation(Subject.PICTURE, turns.subList(pictured, turns.size()));
    List<EncodedTurn> all = new ArrayList<>();
    for (Turn turn : turns.subList(0, pictured)) all.add(turn(Subject.TEXT, turn));
    all.addAll(behind.turns());
    return new EncodedPrompt(behind.opening(), all, pictured, Packing.ISOLATED);
  }

  /// For asking: turns that were answered, then one that stops where the answer begins.
  @Override
  public EncodedPrompt question(Subject subject, List<Turn> earlier, String question) {
    List<int[]> parts = new ArrayList<>();
    for (Turn turn : earlier) {
      EncodedTurn before = turn(parts.isEmpty() ? subject : Subject.TEXT, turn);
      parts.add(
          parts.isEmpty()
              ? before.prompt()
              : next(template.prompt(Subject.TEXT, turn.question().strip())));
      parts.add(before.answer());
    }
    List<Piece> asked =
        template.asked(earlier.isEmpty() ? subject : Subject.TEXT, question.strip());
    parts.add(earlier.isEmpty() ? first(subject, asked) : next(asked));
    int[] prompt = concat(parts.toArray(int[][]::new));
    return opened(subject, List.of(new EncodedTurn(prompt, new int[0])));
  }

  /// The first prompt of a sequence. Without a picture it is one text with what opens the sequence,
  /// since `USER: ` and `What?` are other tokens than `USER: What?`.
  private int[] first(Subject subject, List<Piece> prompt) {
    return switch (subject) {
      case PICTURE -> tokenizer.encodeInside(prompt);
      case TEXT -> {
        List<Piece> whole = new ArrayList<>(template.opening());
        whole.addAll(prompt);
        yield tokenizer.encode(whole);
      }
    };
  }

  /// Turns behind their opening: without a picture, what they all begin with of it.
  private EncodedPrompt opened(Subject subject, List<EncodedTurn> turns) {
    if (subject == Subject.PICTURE) return new EncodedPrompt(opening, turns);
    int shared = opening.length;
    for (EncodedTurn turn : turns) shared = Math.min(shared, sharedWithOpening(turn));
    int[] begin = Arrays.copyOf(opening, shared);
    int from = shared;
    return new EncodedPrompt(
        begin,
        turns.stream()
            .map(turn -> new EncodedTurn(rest(turn.prompt(), from), turn.answer()))
            .toList());
  }

  /// How many of the opening's tokens a turn's prompt begins with.
  private int sharedWithOpening(EncodedTurn turn) {
    int alike = Arrays.mismatch(opening, turn.prompt());
    return alike < 0 ? opening.length : alike;
  }

  private static int[] rest(int[] ids, int from) {
    return Arrays.copyOfRange(ids, from, ids.length);
  }

  /// The prompt of a turn that follows another.
  private int[] next(List<Piece> prompt) {
    List<Piece> pieces = new ArrayList<>(template.between());
    pieces.addAll(prompt);
    return tokenizer.encodeInside(pieces);
  }

  /// The token that ends an answer.
  public int endToken() {
    int[] end = end();
    return end[end.length - 1];
  }

  private int[] end() {
    return tokenizer.encodeInside(List.of(template.end()));
  }

  private EncodedTurn turn(Subject subject, Turn turn) {
    List<Piece> prompt = template.prompt(subject, turn.question().strip());
    return new EncodedTurn(first(subject, prompt), answer(prompt, turn));
  }

  /// What is said behind a prompt, with its end.
  private int[] answer(List<Piece> prompt, Turn turn) {
    String answer = template.answer(turn.answer().strip());
    return concat(tokenizer.encodeAfter(lastLetters(prompt), answer), end());
  }

  /// The letters that the answer continues: those behind the last special token.
  private static String lastLetters(List<Piece> pieces) {
    var letters = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Letters(String text) -> letters.append(text);
        case Piece.Special ignored -> letters.setLength(0);
        case Piece.Begin() -> letters.setLength(0);
      }
    }
    return letters.toString();
  }

  private static int[] concat(int[]... parts) {
    return IntStream.range(0, parts.length).flatMap(i -> IntStream.of(parts[i])).toArray();
  }
}
