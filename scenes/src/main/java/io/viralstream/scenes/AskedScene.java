package io.viralstream.scenes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.viralstream.images.PngWriter;
import java.util.ArrayList;
import java.util.List;

/// A scene with its questions and the name under which its picture and its questions travel.
public record AskedScene(String id, Scene scene, List<Question> questions) {
  public AskedScene {
    questions = List.copyOf(questions);
  }

  /// Where the picture lies, relative to the folder of the question file.
  public String image() {
    return "images/" + id + ".png";
  }

  /// The picture as a PNG file.
  public byte[] png() {
    return PngWriter.write(SceneRenderer.draw(scene));
  }

  /// All questions and answers as one conversation about the picture.
  public LlavaConversation conversation() {
    List<LlavaConversation.Turn> turns = new ArrayList<>();
    for (Question question : questions) {
      String picture = turns.isEmpty() ? LlavaConversation.IMAGE_FIRST : "";
      turns.add(new LlavaConversation.Turn("human", picture + question.text()));
      turns.add(new LlavaConversation.Turn("gpt", question.answer()));
    }
    return new LlavaConversation(id, image(), turns);
  }

  /// Every question as an item of a benchmark, numbered in order.
  public List<BenchmarkItem> items() {
    List<BenchmarkItem> items = new ArrayList<>();
    for (Question question : questions) {
      items.add(
          new BenchmarkItem(
              id + "-" + items.size(),
              image(),
              question.category().word(),
              question.text(),
              question.answer()));
    }
    return items;
  }

  /// One question of a benchmark with its truth, as a line of a question file.
  ///
  /// @param image file name of the picture, relative to the question file
  /// @param label the true answer
  @JsonPropertyOrder({"question_id", "image", "category", "text", "label"})
  public record BenchmarkItem(
      @JsonProperty("question_id") String questionId,
      String image,
      String category,
      String text,
      String label) {}
}
