package io.viralstream.models.text;

import java.util.List;
import java.util.stream.Collectors;

/// A training frame as a chat template in Jinja, so that other programs ask a model as it was
/// trained (docs/method.md §8.1).
///
/// The picture stands in front of its turn, wherever a message names it. What begins every sequence
/// is left to the tokenizer, as in other chat templates. A message with a role other than user and
/// assistant is refused: no frame has a place for it.
public final class FrameTemplate {
  /// `content` is a text, or a list of parts.
  private static final String TEXTS =
      "{% if message['content'] is string %}{{ message['content'] | trim }}{% else %}"
          + "{% for part in message['content'] %}{% if part['type'] == 'text' %}{{ part['text'] | trim }}"
          + "{% endif %}{% endfor %}{% endif %}";

  private FrameTemplate() {}

  /// The text of `chat_template.jinja`.
  public static String of(PromptTemplate frame) {
    String answer = letters(frame.beforeAnswer());
    return print(letters(frame.opening()))
        + "{% for message in messages %}{% if message['role'] == 'user' %}{% if not loop.first %}"
        + print(letters(frame.between()))
        + "{% endif %}{% if message['content'] is not string %}{% for part in message['content'] %}"
        + "{% if part['type'] == 'image' %}"
        + print(ChatTemplate.IMAGE + frame.afterPicture())
        + "{% endif %}{% endfor %}{% endif %}"
        + print(frame.beforeQuestion())
        + TEXTS
        + "{% elif message['role'] == 'assistant' %}"
        + print(answer + frame.answer(""))
        + TEXTS
        + print(letters(List.of(frame.end())))
        + "{% else %}{{ raise_exception('the roles are user and assistant') }}{% endif %}"
        + "{% endfor %}{% if add_generation_prompt %}"
        + print(answer)
        + "{% endif %}";
  }

  private static String letters(List<Piece> pieces) {
    return pieces.stream()
        .map(piece ->
            switch (piece) {
              case Piece.Letters(String text) -> text;
              case Piece.Special(String token) -> token;
              case Piece.Begin() -> "";
            })
        .collect(Collectors.joining());
  }

  /// As an expression, as line breaks behind a block are lost.
  private static String print(String text) {
    if (text.isEmpty()) return "";
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "{{ \"" + quoted + "\" }}";
  }
}
