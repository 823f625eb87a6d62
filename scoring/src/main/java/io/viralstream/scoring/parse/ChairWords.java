package io.viralstream.scoring.parse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// CHAIR's double words: two tokens that are one word, and what that word is.
///
/// Most stand for themselves: "hot dog" is no dog. The synonyms say which object they are; "home
/// plate" and "train track" are none, and so silence "plate" and "train". Others stand for one of
/// their parts: "baby elephant" names no person, and "passenger train" neither.
final class ChairWords {
  private static final List<String> ITSELF =
      List.of(
          "air plane",
          "motor bike",
          "motor cycle",
          "suit case",
          "traffic light",
          "traffic signal",
          "street light",
          "stop light",
          "stop sign",
          "parking meter",
          "fire hydrant",
          "potted plant",
          "hot dog",
          "teddy bear",
          "wine glass",
          "sports ball",
          "baseball bat",
          "baseball glove",
          "tennis racket",
          "cell phone",
          "mobile phone",
          "laptop computer",
          "hair drier",
          "home plate",
          "train track");

  private static final List<String> YOUNG_OR_GROWN = List.of("baby", "adult");

  private static final List<String> ANIMALS =
      List.of(
          "bird",
          "cat",
          "dog",
          "horse",
          "sheep",
          "cow",
          "elephant",
          "bear",
          "zebra",
          "giraffe",
          "animal",
          "cub");

  private static final List<String> VEHICLES = List.of("jet", "train");

  private static final Map<String, String> DOUBLE = doubleWords();

  private ChairWords() {}

  private static Map<String, String> doubleWords() {
    var words = new HashMap<String, String>();
    ITSELF.forEach(word -> words.put(word, word));
    for (String animal : ANIMALS)
      YOUNG_OR_GROWN.forEach(age -> words.put(age + " " + animal, animal));
    VEHICLES.forEach(vehicle -> words.put("passenger " + vehicle, vehicle));
    words.put("bow tie", "tie");
    words.put("toilet seat", "toilet");
    return Map.copyOf(words);
  }

  /// What two tokens are together, in the singular.
  static Optional<String> together(String first, String second) {
    return Optional.ofNullable(DOUBLE.get(first + " " + second));
  }

  /// All tokens that stand in a double word.
  static Stream<String> parts() {
    return DOUBLE.keySet().stream().flatMap(word -> Stream.of(word.split(" ")));
  }
}
