package io.viralstream.workers.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Conversations as token ids, after one model's tokenizer and template.
///
/// People's text is encoded as letters only: `</s>` or `<image>` in a question stays what was
/// typed. Blanks around questions and answers are dropped, since the template brings its own.
public final class PromptEncoder {
  private final Tokenizer tokenizer;
  private final PromptTemplate template;
  private final int[] opening;
  private final int[] end;

  /// @throws TextRejected where the tokenizer lacks a special token of the template's frame
  public PromptEncoder(Tokenizer tokenizer, PromptTemplate template) {
    this.tokenizer = tokenizer;
    this.template = template;
    opening = encode(template.opening());
    end = encode(List.of(template.end()));
  }

  /// For training: every turn with its answer and end.
  public EncodedPrompt conversation(Subject subject, List<Turn> turns) {
    return new EncodedPrompt(opening, turns.stream().map(turn -> turn(subject, turn)).toList());
  }

  /// For asking: one turn that stops where the answer begins.
  public EncodedPrompt question(Subject subject, String question) {
    int[] prompt = encode(template.prompt(subject, question.strip()));
    return new EncodedPrompt(opening, List.of(new EncodedTurn(prompt, new int[0])));
  }

  /// The token that ends an answer.
  public int endToken() {
    return end[end.length - 1];
  }

  private EncodedTurn turn(Subject subject, Turn turn) {
    List<Piece> prompt = template.prompt(subject, turn.question().strip());
    String answer = template.answer(turn.answer().strip());
    int[] said = tokenizer.encodeAfter(lastLetters(prompt), answer);
    return new EncodedTurn(encode(prompt), concat(said, end));
  }

  /// The letters that the answer continues: those behind the last special token.
  private static String lastLetters(List<Piece> pieces) {
    var letters = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Letters(String text) -> letters.append(text);
        case Piece.Special ignored -> letters.setLength(0);
      }
    }
    return letters.toString();
  }

  /// Letters that follow each other are encoded as one text, else words would be cut at the seams.
  private int[] encode(List<Piece> pieces) {
    List<int[]> parts = new ArrayList<>();
    var letters = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Letters(String text) -> letters.append(text);
        case Piece.Special(String token) -> {
          parts.add(tokenizer.encode(letters.toString()));
          letters.setLength(0);
          parts.add(new int[] {tokenizer.special(token)});
        }
      }
    }
    parts.add(tokenizer.encode(letters.toString()));
    return concat(parts.toArray(int[][]::new));
  }

  private static int[] concat(int[]... parts) {
    return IntStream.range(0, parts.length).flatMap(i -> IntStream.of(parts[i])).toArray();
  }
}
