package io.viralstream.datasets;

import io.viralstream.datasets.QuestionInput.LabelFile;
import io.viralstream.scoring.parse.ChairParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which objects COCO's pictures have: those of their segments, and those that people's captions
/// mention.
///
/// COCO's files of some hundred MB are read element by element. In memory is a number for each
/// object of each picture that is wanted.
final class CocoObjects {
  private final ChairParser parser;
  private final Optional<TreeSet<Long>> wanted;
  private final TreeMap<Long, Scene> scenes = new TreeMap<>();
  private final Map<Long, String> categories = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> objects = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private boolean segmented;
  private boolean captioned;

  /// One picture.
  private static final class Scene {
    private Optional<String> name = Optional.empty();
    private final BitSet categories = new BitSet();
    private final BitSet mentioned = new BitSet();
  }

  /// @param wanted ids of pictures; empty means all
  CocoObjects(ChairParser parser, Optional<TreeSet<Long>> wanted) {
    this.parser = parser;
    this.wanted = wanted;
  }

  /// @throws FileFault where a file is none of COCO's, or segments or captions are not among them
  void read(List<LabelFile> files) throws IOException {
    for (LabelFile file : files) JsonRows.elements(file.file(), this::take);
    if (!faults.isEmpty()) throw new FileFault(faults.getFirst());
    if (!segmented)
      throw new FileFault("CHAIR: no segments, expected --labels instances_val2014.json of COCO");
    if (!captioned)
      throw new FileFault(
          "CHAIR: no captions of people, expected --labels captions_val2014.json of COCO");
  }

  /// Elements come from a callback that throws nothing: the first fault is kept for its end.
  private void take(String array, Row row) {
    try {
      if (array.equals("images")) name(row);
      else if (array.equals("categories")) categories.put(number(row, "id"), row.filled("name"));
      else if (array.equals("annotations")) annotate(row);
    } catch (RecordFault fault) {
      if (faults.isEmpty()) faults.add(String.valueOf(fault.getMessage()));
    }
  }

  private void name(Row row) throws RecordFault {
    Optional<Scene> scene = scene(number(row, "id"), row);
    if (scene.isPresent()) scene.get().name = row.optional("file_name");
  }

  private void annotate(Row row) throws RecordFault {
    boolean caption = row.has("caption");
    segmented |= !caption;
    captioned |= caption;
    Optional<Scene> scene = scene(number(row, "image_id"), row);
    if (scene.isEmpty()) return;
    if (!caption) {
      scene.get().categories.set((int) Math.min(number(row, "category_id"), 1_000_000));
      return;
    }
    for (String object : mentioned(row.text("caption"))) scene.get().mentioned.set(number(object));
  }

  private List<String> mentioned(String caption) {
    return ChairParser.objects(parser.truth(List.of(), List.of(caption)));
  }

  private int number(String object) {
    return numbers.computeIfAbsent(
        object,
        added -> {
          objects.add(added);
          return objects.size() - 1;
        });
  }

  private Optional<Scene> scene(long id, Row row) throws RecordFault {
    if (wanted.isPresent() && !wanted.get().contains(id)) return Optional.empty();
    if (scenes.size() >= FileRecords.MOST && !scenes.containsKey(id))
      throw row.fault("more than " + FileRecords.MOST + " pictures, at most that many are taken");
    return Optional.of(scenes.computeIfAbsent(id, added -> new Scene()));
  }

  private static long number(Row row, String field) throws RecordFault {
    String text = row.filled(field);
    if (text.matches("[0-9]{1,15}")) return Long.parseLong(text);
    throw row.fault(field + ": " + Row.shown(text) + ", expected a number");
  }

  /// All pictures by their ids.
  List<Long> pictures() {
    return List.copyOf(scenes.keySet());
  }

  /// A picture's file; empty where COCO does not have the picture, or no name for it.
  Optional<String> name(long picture) {
    return Optional.ofNullable(scenes.get(picture)).flatMap(scene -> scene.name);
  }

  /// The objects of a picture with ", " between them; empty where COCO does not have it.
  ///
  /// @throws FileFault where the synonyms lack a category's name
  Optional<String> truth(long picture) throws FileFault {
    Optional<Scene> scene = Optional.ofNullable(scenes.get(picture));
    if (scene.isEmpty()) return Optional.empty();
    var names = new TreeSet<String>();
    scene.get().mentioned.stream().mapToObj(objects::get).forEach(names::add);
    for (int category : scene.get().categories.stream().toArray()) names.addAll(segment(category));
    return Optional.of(String.join(", ", names));
  }

  private List<String> segment(int category) throws FileFault {
    Optional<String> name = Optional.ofNullable(categories.get((long) category));
    if (name.isEmpty())
      throw new FileFault("CHAIR: category_id=" + category + " has no name in COCO's categories");
    try {
      return ChairParser.objects(parser.truth(List.of(name.get()), List.of()));
    } catch (IllegalArgumentException unknown) {
      throw new FileFault("CHAIR: --synonyms: " + unknown.getMessage(), unknown);
    }
  }
}
