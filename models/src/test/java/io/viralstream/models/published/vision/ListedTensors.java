package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.StrictJson;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Names and shapes of a published model's tensors, as `tools/golden/published_vision.py` lists
/// them: `name 768,3,14,14`, with `{0-1,3-4}` for the numbers of blocks that are alike.
public record ListedTensors(SortedMap<String, List<Long>> shapes) {
  private static final Pattern FOLDED = Pattern.compile("(.*)\\{(.*)}(.*)");

  public static ListedTensors read(Path file) throws IOException {
    SortedMap<String, List<Long>> shapes = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      int blank = line.lastIndexOf(' ');
      List<Long> shape = shape(line.substring(blank + 1));
      for (String name : unfolded(line.substring(0, blank))) shapes.put(name, shape);
    }
    return new ListedTensors(shapes);
  }

  private static List<Long> shape(String text) {
    if (text.equals("scalar")) return List.of();
    return Arrays.stream(text.split(",")).map(Long::valueOf).toList();
  }

  private static List<String> unfolded(String name) {
    Matcher folded = FOLDED.matcher(name);
    if (!folded.matches()) return List.of(name);
    return Arrays.stream(folded.group(2).split(","))
        .map(span -> span.split("-"))
        .flatMapToInt(
            ends -> IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])))
        .mapToObj(number -> folded.group(1) + number + folded.group(3))
        .toList();
  }

  /// A sound file of these tensors that takes no room: all its numbers are holes, which read as 0,
  /// but the conditioner's, by which pixels are divided.
  public void writeHollow(Path file) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    List<Long> ones = new ArrayList<>();
    long end = 0;
    for (Map.Entry<String, List<Long>> each : shapes.entrySet()) {
      long begin = end;
      end += 2 * each.getValue().stream().reduce(1L, Math::multiplyExact);
      header.put(each.getKey(), entry(each.getValue(), begin, end));
      if (each.getKey().contains("input_conditioner.")) {
        for (long at = begin; at < end; at += 2) ones.add(at);
      }
    }
    byte[] json = StrictJson.canonical(header).getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.writeLong(Long.reverseBytes(json.length));
      out.write(json);
      long data = out.getFilePointer();
      out.setLength(data + end);
      for (long at : ones) {
        out.seek(data + at);
        out.writeShort(Short.reverseBytes(Float.floatToFloat16(1)));
      }
    }
  }

  private static Map<String, Object> entry(List<Long> shape, long begin, long end) {
    return Map.of("dtype", "F16", "shape", shape, "data_offsets", List.of(begin, end));
  }
}
