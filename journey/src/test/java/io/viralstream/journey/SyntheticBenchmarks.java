package io.viralstream.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A few questions of every benchmark with answers, in the files that people have of it, and the
/// figures that they make, worked out by hand.
///
/// Answers are shuffled, and every third stands twice.
final class SyntheticBenchmarks {
  private static final String LLAVA = "\\nAnswer the question using a single word or phrase.";
  private static final List<String> SUBTASKS =
      List.of(
          "existence",
          "count",
          "position",
          "color",
          "posters",
          "celebrity",
          "scene",
          "landmark",
          "artwork",
          "OCR",
          "commonsense_reasoning",
          "numerical_calculation",
          "text_translation",
          "code_reasoning");

  /// @param options of `replay` beside the benchmark and the model
  /// @param figures by `variant/category/measure`
  record Recorded(String rule, int items, List<String> options, Map<String, Double> figures) {}

  private final Path folder;

  SyntheticBenchmarks(Path folder) {
    this.folder = folder;
  }

  List<Recorded> all() throws IOException {
    return List.of(
        pope(), mme(), mmvp(), cvBench(), whatsUp(), mmStar(), hallusion(), chair(), own());
  }

  /// Random: one in each cell. Popular: all right. Adversarial: yes to everything.
  private Recorded pope() throws IOException {
    Map<String, String> said =
        Map.of(
            "random",
            "yes no no yes",
            "popular",
            "yes yes no no",
            "adversarial",
            "yes yes yes yes");
    List<String> things = List.of("dog", "cat", "car", "bus");
    var questions = new ArrayList<String>();
    var answers = new ArrayList<String>();
    var options = new ArrayList<String>();
    for (String split : List.of("random", "popular", "adversarial")) {
      var labels = new ArrayList<String>();
      for (int i = 0; i < 4; i++) {
        String text = "Is there a " + things.get(i) + " in the image?";
        int id = questions.size() + 1;
        labels.add(
            json(
                "{'question_id':%d,'image':'COCO_1.jpg','text':'%s','label':'%s'}",
                i + 1, text, i < 2 ? "yes" : "no"));
        questions.add(
            json(
                "{'question_id':%d,'image':'COCO_1.jpg','text':'%s','category':'%s'}",
                id, text + LLAVA, split));
        String answer = said.getOrDefault(split, "").split(" ", -1)[i];
        answers.add(json("{'question_id':%d,'prompt':'%s','text':'%s'}", id, text + LLAVA, answer));
      }
      options.addAll(List.of("--labels", split + "=" + lines("pope-" + split + ".json", labels)));
    }
    options.addAll(List.of("--questions", lines("pope-questions.jsonl", questions)));
    return recorded("pope", answers, options, popeFigures());
  }

  private static Map<String, Double> popeFigures() {
    return Map.of(
        "pope-official/random/f1",
        .5,
        "pope-official/random/tp",
        1.0,
        "pope-official/random/fn",
        1.0,
        "pope-official/popular/f1",
        1.0,
        "pope-official/adversarial/f1",
        2 / 3.0,
        "pope-official/overall/f1",
        (.5 + 1 + 2 / 3.0) / 3,
        "pope-official/overall/yesRatio",
        2 / 3.0,
        "strict/pooled/accuracy",
        2 / 3.0);
  }

  /// One picture a subtask, all right but one question of existence: 50 + 13 · 200.
  private Recorded mme() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("mme"));
    var answers = new ArrayList<String>();
    for (String subtask : SUBTASKS) {
      String is = "Is it " + subtask + "?";
      String isNot = "Is it not " + subtask + "?";
      String end = " Please answer yes or no.";
      Files.writeString(
          pictures.resolve(subtask + ".txt"),
          "1.jpg\t" + is + end + "\tYes\n1.jpg\t" + isNot + end + "\tNo\n");
      String wrong = subtask.equals("existence") ? "Yes" : "No";
      answers.add(llava(subtask, is, "Yes"));
      answers.add(llava(subtask, isNot, wrong));
    }
    return recorded(
        "mme",
        answers,
        List.of("--questions", pictures.toString()),
        Map.of(
            "mme/existence/accuracy", .5,
            "mme/existence/accuracyPlus", 0.0,
            "mme/perception/score", 1850.0,
            "mme/cognition/score", 800.0,
            "mme/overall/score", 2650.0,
            "lmms/overall/accuracyPlus", 13 / 14.0));
  }

  private static String llava(String subtask, String question, String answer) {
    return json(
        "{'question_id':'%s/1.png','prompt':'%s','text':'%s'}", subtask, question + LLAVA, answer);
  }

  /// Two pairs: one right, one half right.
  private Recorded mmvp() throws IOException {
    String table =
        """
        Index,Question,Options,Correct Answer
        1,Is the dog awake?,(a) yes (b) no,(a)
        2,Is the dog awake?,(a) yes (b) no,(b)
        3,Is it big?,(a) yes (b) no,(a)
        4,Is it big?,(a) yes (b) no,(b)
        """;
    return recorded(
        "mmvp",
        numbered(1, "(a)", "(b)", "(a)", "(a)"),
        own(file("Questions.csv", table)),
        Map.of("mmvp/overall/questionAccuracy", .75, "mmvp/overall/pairAccuracy", .5));
  }

  /// ADE20K half right, COCO right, Omni3D half right.
  private Recorded cvBench() throws IOException {
    List<String> kinds = List.of("2D Count ADE20K", "2D Relation COCO", "3D Depth Omni3D");
    var questions = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      String[] kind = kinds.get(i / 2).split(" ", -1);
      questions.add(
          json(
              "{'idx':%d,'type':'%s','task':'%s','source':'%s','filename':'%d.png','question':'Which? %d','choices':['1','2'],'answer':'(B)','prompt':'Which? %d (A) 1 (B) 2'}",
              i, kind[0], kind[1], kind[2], i, i, i));
    }
    return recorded(
        "cv-bench",
        numbered(0, "(B)", "(A)", "(B)", "(B)", "(B)", "(A)"),
        own(lines("cv-bench.jsonl", questions)),
        Map.of(
            "official/2D/accuracy", .75,
            "official/3D/accuracy", .5,
            "official/overall/accuracy", .625,
            "lmms/overall/accuracy", 4 / 6.0,
            "lmms/micro/accuracy", 4 / 6.0));
  }

  /// One set of four: left & right half right, on & under right.
  private Recorded whatsUp() throws IOException {
    List<String> places = List.of("on", "under", "to the left of", "to the right of");
    List<String> rows =
        places.stream()
            .map(place ->
                json(
                    "{'image_path':'data/mug_%s_table.jpeg','caption_options':[%s]}",
                    place.replace(' ', '_'), captions(place, places)))
            .toList();
    return recorded(
        "whats-up",
        numbered(
            0,
            "A mug on a table",
            "A mug under a table",
            "A mug to the left of a table",
            "A mug on a table"),
        own(file("controlled_images_dataset.json", "[" + String.join(",", rows) + "]")),
        Map.of(
            "word/Controlled_Images_A/accuracy", .75,
            "word/Controlled_Images_A/pairAccuracy", .5,
            "word/Controlled_Images_A/setAccuracy", 0.0,
            "viral/overall/accuracy", .75));
  }

  /// The right one stands first.
  private static String captions(String right, List<String> places) {
    return Stream.concat(Stream.of(right), places.stream().filter(place -> !place.equals(right)))
        .map(place -> "'A mug " + place + " a table'")
        .reduce((one, other) -> one + "," + other)
        .orElseThrow();
  }

  /// Geometry half right, diagrams right.
  private Recorded mmStar() throws IOException {
    List<String> kinds = List.of("math geometry", "math geometry", "science diagram");
    var questions = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      String[] kind = kinds.get(i).split(" ", -1);
      questions.add(
          json(
              "{'index':%d,'question':'Which? %d Options: A: x, B: y, C: z, D: w','answer':'B','category':'%s','l2_category':'%s'}",
              i, i, kind[0], kind[1]));
    }
    return recorded(
        "mmstar",
        numbered(0, "B", "A", "B"),
        own(lines("mmstar.jsonl", questions)),
        Map.of(
            "official/overall/accuracy", 2 / 3.0,
            "official/math/accuracy", .5,
            "lmms/overall/accuracy", .75));
  }

  /// Two questions about two figures, one of the four wrong.
  private Recorded hallusion() throws IOException {
    var questions = new ArrayList<String>();
    var answers = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      String question =
          json(
              "{'category':'VD','subcategory':'illusion','visual_input':'1','set_id':'0','figure_id':'%d','question_id':'%d','question':'Is line %d longer?','gt_answer':'%s','gt_answer_details':'','sample_note':'','filename':'./VD/0_%d.png'",
              i / 2, i % 2, i % 2, i < 2 ? "1" : "0", i / 2);
      questions.add(question + "}");
      answers.add(question + json(",'model_prediction':'%s'}", i == 2 ? "No" : "Yes"));
    }
    return recorded(
        "hallusionbench",
        answers,
        List.of(
            "--questions", file("HallusionBench.json", "[" + String.join(",", questions) + "]")),
        Map.of(
            "vlmevalkit/overall/accuracy", .75,
            "vlmevalkit/overall/figureAccuracy", .5,
            "vlmevalkit/overall/questionAccuracy", .5));
  }

  /// A dog with a cat that is not there, and a car.
  private Recorded chair() throws IOException {
    String images = "'images':[{'id':1,'file_name':'1.jpg'},{'id':2,'file_name':'2.jpg'}]";
    String instances =
        "{%s,'categories':[{'id':1,'name':'dog'},{'id':3,'name':'car'}],'annotations':[{'id':1,'image_id':1,'category_id':1},{'id':2,'image_id':2,'category_id':3}]}";
    String captions =
        "{%s,'annotations':[{'id':1,'image_id':1,'caption':'A puppy sits.'},{'id':2,'image_id':2,'caption':'An automobile.'}]}";
    return recorded(
        "chair",
        List.of(
            json("{'image_id':1,'caption':'A puppy and a cat.'}"),
            json("{'image_id':2,'caption':'A car.'}")),
        List.of(
            "--labels", file("instances.json", json(instances, images.replace('\'', '"'))),
            "--labels", file("captions.json", json(captions, images.replace('\'', '"'))),
            "--synonyms", file("synonyms.txt", "dog, puppy\ncat\ncar, automobile\n")),
        Map.of(
            "chair/overall/chairS", .5,
            "chair/overall/chairI", 1 / 3.0,
            "chair/overall/recall", 1.0));
  }

  private Recorded own() throws IOException {
    List<String> questions =
        IntStream.range(0, 4)
            .mapToObj(i ->
                json("{'question_id':%d,'category':'c','text':'Which? %d','label':'red'}", i, i))
            .toList();
    return recorded(
        "generic",
        numbered(0, "red", "Red.", "blue", "red"),
        own(lines("own.jsonl", questions)),
        Map.of("generic/overall/accuracy", .75));
  }

  private static List<String> own(String questions) {
    return List.of("--questions", questions, "--id-field", "id", "--answer-field", "answer");
  }

  private static List<String> numbered(int from, String... answers) {
    return IntStream.range(0, answers.length)
        .mapToObj(i -> json("{'id':'%d','answer':'%s'}", from + i, answers[i]))
        .toList();
  }

  private Recorded recorded(
      String rule, List<String> answers, List<String> options, Map<String, Double> figures)
      throws IOException {
    var sent = new ArrayList<String>();
    for (int i = 0; i < answers.size(); i++) {
      sent.add(answers.get(i));
      if (i % 3 == 0) sent.add(answers.get(i));
    }
    Collections.shuffle(sent, new Random(13));
    var all = new ArrayList<>(List.of(lines(rule + "-answers.jsonl", sent), "--rule", rule));
    all.addAll(options);
    return new Recorded(rule, answers.size(), all, figures);
  }

  private String lines(String name, List<String> lines) throws IOException {
    return file(name, String.join("\n", lines) + "\n");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /// Single quotes stand for double ones.
  private static String json(String form, Object... values) {
    return String.format(Locale.ROOT, form.replace('\'', '"'), values).replace('\'', '"');
  }
}
