package io.viralstream.models.text;

import static io.viralstream.models.text.Piece.begin;
import static io.viralstream.models.text.Piece.letters;
import static io.viralstream.models.text.Piece.special;

import java.util.ArrayList;
import java.util.List;

/// The frame that a model family puts around question and answer (docs/method.md §8.1).
///
/// A template is data: what opens the sequence before the picture, what follows the picture, what
/// leads from the question to the answer, the blank or nothing before the answer, its end, and what
/// leads to the next question. The answer tokens are the answer, the blank that belongs to its
/// first word and the end (§8.3).
public enum PromptTemplate {
  /// Stage 1, captions: `<image>{caption}\n`. The question is not asked.
  PLAIN(List.of(begin()), "", "", Asks.NOTHING, List.of(), "", letters("\n"), List.of()),

  /// LLaVA 1.5 on LLaMA families.
  VICUNA_V1(
      List.of(
          begin(),
          letters(
              "A chat between a curious user and an artificial intelligence assistant. The"
                  + " assistant gives helpful, detailed, and polite answers to the user's"
                  + " questions. USER: ")),
      "\n",
      "",
      Asks.QUESTION,
      List.of(letters(" ASSISTANT:")),
      " ",
      special("</s>"),
      List.of(letters("USER: "))),

  /// Qwen2 families.
  CHATML(
      List.of(
          special("<|im_start|>"),
          letters("system\nYou are a helpful assistant."),
          special("<|im_end|>"),
          letters("\n"),
          special("<|im_start|>"),
          letters("user\n")),
      "\n",
      "",
      Asks.QUESTION,
      List.of(
          special("<|im_end|>"), letters("\n"), special("<|im_start|>"), letters("assistant\n")),
      "",
      special("<|im_end|>"),
      List.of(letters("\n"), special("<|im_start|>"), letters("user\n"))),

  /// The default model's own: the picture, then `USER: {q} ASSISTANT: {a}</s>`.
  SHORT(
      List.of(),
      "",
      "USER: ",
      Asks.QUESTION,
      List.of(letters(" ASSISTANT:")),
      " ",
      special("</s>"),
      List.of());

  private enum Asks {
    QUESTION,
    NOTHING
  }

  private final List<Piece> opening;
  private final String afterPicture;
  private final String beforeQuestion;
  private final Asks asks;
  private final List<Piece> beforeAnswer;
  private final String answerLead;
  private final Piece end;
  private final List<Piece> between;

  PromptTemplate(
      List<Piece> opening,
      String afterPicture,
      String beforeQuestion,
      Asks asks,
      List<Piece> beforeAnswer,
      String answerLead,
      Piece end,
      List<Piece> between) {
    this.opening = opening;
    this.afterPicture = afterPicture;
    this.beforeQuestion = beforeQuestion;
    this.asks = asks;
    this.beforeAnswer = beforeAnswer;
    this.answerLead = answerLead;
    this.end = end;
    this.between = between;
  }

  /// What stands before the picture, in every sequence.
  List<Piece> opening() {
    return opening;
  }

  /// What stands between an answer's end and the next question's prompt.
  List<Piece> between() {
    return between;
  }

  /// As [#prompt] where the model is asked: of a caption, the question is how it begins.
  List<Piece> asked(Subject subject, String question) {
    return switch (asks) {
      case QUESTION -> prompt(subject, question);
      case NOTHING -> List.of(letters(question));
    };
  }

  /// What stands between the picture, where there is one, and the answer.
  List<Piece> prompt(Subject subject, String question) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(
        switch (subject) {
          case PICTURE -> letters(afterPicture + beforeQuestion);
          case TEXT -> letters(beforeQuestion);
        });
    pieces.add(
        switch (asks) {
          case QUESTION -> letters(question);
          case NOTHING -> letters("");
        });
    pieces.addAll(beforeAnswer);
    return pieces;
  }

  /// The answer with the blank before its first word.
  String answer(String answer) {
    return answerLead + answer;
  }

  Piece end() {
    return end;
  }

  /// What stands between the picture and its question.
  String afterPicture() {
    return afterPicture;
  }

  /// What stands in front of a question, with a picture or without.
  String beforeQuestion() {
    return beforeQuestion;
  }

  /// What leads from a question to its answer.
  List<Piece> beforeAnswer() {
    return beforeAnswer;
  }
}
