package io.viralstream.models.published;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/// What damages a sound checkpoint, with the classes of damage that are tried.
@FunctionalInterface
interface HostileFiles {
  void write(Path directory) throws IOException;

  /// @param expected part of the message
  record Case(String sentence, HostileFiles damage, String expected) {}

  String WEIGHTS = "model.safetensors";
  String CONFIG = "config.json";

  /// The file as a whole.
  static Stream<Case> weights() {
    return Stream.of(
        of("no weights", d -> Files.delete(d.resolve(WEIGHTS)), "neither model.safetensors nor"),
        of("an empty file", bytes(), WEIGHTS + ": 0 bytes"),
        of("a file of seven bytes", bytes(1, 0, 0, 0, 0, 0, 0), WEIGHTS + ": 7 bytes"),
        of("a header of no length", length(0), WEIGHTS + ": header of 0 bytes"),
        of("a header of length 1", length(1), WEIGHTS + ": header of 1 bytes"),
        of("a header of negative length", length(-1), WEIGHTS + ": header of -1 bytes"),
        of("the longest header", length(Long.MAX_VALUE), "header of 9223372036854775807 bytes"),
        of("a header beyond the file", length(4_096), WEIGHTS + ": header of 4096 bytes"),
        of("a header beyond our limit", HostileFiles::hugeHeader, "limit 33554432"),
        of("a file cut in its header", cut(700), WEIGHTS + ": header of "),
        of("a file cut in its data", cut(20_000), WEIGHTS + ": tensor "),
        of("a file with bytes behind its data", HostileFiles::append, "belong to no tensor"),
        of("a directory in the file's place", HostileFiles::directory, WEIGHTS + " is missing"),
        of("a link out of the directory", HostileFiles::link, WEIGHTS + " is a link out"),
        of("a pickle", HostileFiles::pickle, "pytorch_model.bin is a pickle"),
        of("a tensor of another shape", sound("[96,32]", "[32,96]"), "embed_tokens.weight: shape"),
        of("a tensor of whole numbers", sound("F32", "I32"), "model.embed_tokens.weight"),
        of(
            "a tensor left out",
            sound("model.norm.weight", "model.morn.weight"),
            "norm.weight is missing"));
  }

  /// The header, before eight bytes of data.
  static Stream<Case> headers() {
    return Stream.of(
        of("a header that is no JSON", header("safetensors"), WEIGHTS + ": header: "),
        of("a header of zeros", bytes(8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), WEIGHTS),
        of("a header that is not UTF-8", bytes(2, 0, 0, 0, 0, 0, 0, 0, 0xC3, 0x28), "is not UTF-8"),
        of("a header that is a list", header("[]"), WEIGHTS + ": header is no JSON object"),
        of("a header that breaks off", header("{'x':{'dtype':'F32'"), WEIGHTS + ": header: "),
        of("a header with a tail", header("{} {}"), WEIGHTS + ": header: "),
        of("a header nested deeply", header("{'x':" + "[".repeat(99_999)), WEIGHTS + ": header: "),
        of("an endless number", header("{'x':" + "9".repeat(99_999) + "}"), WEIGHTS + ": header: "),
        of("an entry that is a number", header("{'x':1}"), WEIGHTS + ": tensor x: dtype"),
        of("an unknown type", entry("'F8_E4M3'", "[2]", "[0,8]"), "tensor x: dtype F8_E4M3"),
        of("a type that is a number", entry("32", "[2]", "[0,8]"), "tensor x: dtype 32"),
        of("a missing type", header("{'x':{'shape':[2]}}"), "tensor x: dtype"));
  }

  /// Shapes in a header.
  static Stream<Case> shapes() {
    return Stream.of(
        of("a shape that is a number", entry("'F32'", "2", "[0,8]"), "tensor x: shape must"),
        of("a negative axis", entry("'F32'", "[-2]", "[0,8]"), "tensor x: shape [-2]"),
        of("an axis with a fraction", entry("'F32'", "[2.5]", "[0,8]"), "tensor x: shape [2.5]"),
        of("an axis that is a text", entry("'F32'", "['2']", "[0,8]"), "tensor x: shape"),
        of(
            "an axis beyond 64 bits",
            entry("'F32'", "[99999999999999999999]", "[0,8]"),
            "tensor x: shape"),
        of(
            "axes whose product overflows",
            entry("'F32'", "[4294967296,4294967296]", "[0,8]"),
            "tensor x: shape"),
        of(
            "axes whose bytes overflow",
            entry("'F64'", "[2305843009213693952]", "[0,8]"),
            "tensor x: shape"),
        of(
            "too many axes",
            entry("'F32'", "[" + "1,".repeat(99) + "2]", "[0,8]"),
            "tensor x: shape must"),
        of(
            "a huge shape over few bytes",
            entry("'F32'", "[1000000000]", "[0,8]"),
            "tensor x: data_offsets"));
  }

  /// Offsets in a header.
  static Stream<Case> offsets() {
    return Stream.of(
        of(
            "missing offsets",
            header("{'x':{'dtype':'F32','shape':[2]}}"),
            "tensor x: data_offsets"),
        of("three offsets", entry("'F32'", "[2]", "[0,4,8]"), "tensor x: data_offsets"),
        of("offsets that are texts", entry("'F32'", "[2]", "['0','8']"), "tensor x: data_offsets"),
        of("offsets with fractions", entry("'F32'", "[2]", "[0.0,8.0]"), "tensor x: data_offsets"),
        of("a negative offset", entry("'F32'", "[2]", "[-8,0]"), "tensor x: data_offsets [-8, 0]"),
        of("offsets that run backwards", entry("'F32'", "[2]", "[8,0]"), "tensor x: data_offsets"),
        of(
            "offsets that overflow",
            entry("'F32'", "[2]", "[-9223372036854775808,8]"),
            "tensor x: data_offsets"),
        of("offsets beyond the file", entry("'F32'", "[4]", "[0,16]"), "tensor x: bytes 0 to 16"),
        of("a gap before the data", entry("'F32'", "[1]", "[4,8]"), "tensor x: bytes 4 to 8"),
        of("tensors that overlap", two("[0,8]", "[4,8]", "[2]", "[1]"), "tensor y: bytes 4 to 8"),
        of(
            "tensors that share all bytes",
            two("[0,8]", "[0,8]", "[2]", "[2]"),
            "tensor y: bytes 0 to 8"));
  }

  /// Names in a header.
  static Stream<Case> names() {
    return Stream.of(
        of("a name twice", header("{'x':{},'x':{}}"), "Duplicate field 'x'"),
        of(
            "an empty name",
            header("{'':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}"),
            "tensor name of 0"),
        of(
            "a name of 9,999 letters",
            header("{'" + "n".repeat(9_999) + "':1}"),
            "tensor name of 9999"),
        of(
            "a name of 99,999 letters",
            header("{'" + "n".repeat(99_999) + "':1}"),
            WEIGHTS + ": header: "),
        of("a name of two lines", header("{'a\\nb':1}"), "control characters"),
        of("metadata that is a list", header("{'__metadata__':[]}"), "__metadata__ is no object"),
        of(
            "metadata that is nested",
            header("{'__metadata__':{'a':{}}}"),
            "__metadata__: a is no text"));
  }

  /// `model.safetensors.index.json`.
  static Stream<Case> indices() {
    String index = "model.safetensors.index.json: ";
    return Stream.of(
        of("an index without a map", index("{}"), index + "weight_map"),
        of("an index whose map is a list", index("{'weight_map':[]}"), index + "weight_map"),
        of("an index that breaks off", index("{'weight_map':"), index),
        of("an index nested deeply", index("[".repeat(99_999)), index),
        of("a shard above", shard("../a.safetensors"), index + "tensor x: shard"),
        of("a shard by its whole path", shard("/etc/passwd"), index + "tensor x: shard"),
        of("a shard that is a pickle", shard("a.bin"), index + "tensor x: shard"),
        of("a shard that is missing", shard("a.safetensors"), "a.safetensors is missing"),
        of("a shard without the tensor", shard("b.safetensors"), "b.safetensors: tensor "),
        of("an index of 100 MB", large("model.safetensors.index.json"), index + "104857600 bytes"));
  }

  /// `config.json` as a whole.
  static Stream<Case> configurations() {
    return Stream.of(
        of("no configuration", d -> Files.delete(d.resolve(CONFIG)), CONFIG + " is missing"),
        of("an empty configuration", config(""), CONFIG + ": "),
        of("a configuration that is null", config("null"), CONFIG + ": "),
        of("a configuration that is a list", config("[]"), CONFIG + ": "),
        of("a configuration with a tail", config("{} {}"), CONFIG + ": "),
        of("a configuration nested deeply", config("{'a':".repeat(99_999)), CONFIG + ": "),
        of("a configuration of 100 MB", large(CONFIG), CONFIG + ": 104857600 bytes"),
        of(
            "a configuration that is not UTF-8",
            d -> Files.write(d.resolve(CONFIG), new byte[] {(byte) 0xC3, 0x28}),
            CONFIG + ": is not UTF-8"),
        of(
            "a key twice",
            config("{'model_type':'qwen2','model_type':'llama'}"),
            "Duplicate field 'model_type'"));
  }

  /// Values of `config.json` and `generation_config.json`.
  static Stream<Case> settings() {
    return Stream.of(
        of("a width that is NaN", qwen("'hidden_size':NaN"), CONFIG + ": "),
        of("a width that is a text", qwen("'hidden_size':'32'"), "hidden_size=\"32\""),
        of("a width that is an object", qwen("'hidden_size':{}"), "hidden_size={}"),
        of("a negative width", qwen("'hidden_size':-32"), CONFIG + ": width=-32"),
        of(
            "an absurd width",
            qwen("'hidden_size':2147483647,'num_attention_heads':1"),
            CONFIG + ": "),
        of("an absurd vocabulary", qwen("'vocab_size':2147483647"), "vocabulary=2147483647"),
        of("absurdly many blocks", qwen("'num_hidden_layers':2147483647"), "blocks=2147483647"),
        of(
            "a large model over a small file",
            qwen("'vocab_size':1048576,'hidden_size':32768,'num_attention_heads':256"),
            "embed_tokens.weight"),
        of("no heads", qwen("'num_attention_heads':0"), "num_attention_heads=0"),
        of("a base that is infinite", qwen("'rope_theta':1e999"), "rope_theta="),
        of("an epsilon of zero", qwen("'rms_norm_eps':0"), "normEpsilon=0.0"),
        of("an epsilon of below zero", qwen("'rms_norm_eps':-1e-6"), "normEpsilon="),
        of("scaling that is a text", qwen("'rope_scaling':'yarn'"), "rope_scaling=\"yarn\""),
        of("a very long value", qwen("'hidden_act':'" + "a".repeat(99_999) + "'"), "hidden_act="),
        of(
            "too many end tokens",
            generation("[" + "1,".repeat(99_999) + "1]"),
            "generation_config.json: eos_token_id"),
        of(
            "an end token that is a text",
            generation("'</s>'"),
            "generation_config.json: eos_token_id"),
        of("an end token beyond the vocabulary", generation("[3,96]"), "eos_token_id=96"),
        of("a negative end token", generation("-1"), "eos_token_id=-1"));
  }

  private static Case of(String sentence, HostileFiles damage, String expected) {
    return new Case(sentence, damage, expected);
  }

  private static HostileFiles bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
    return directory -> Files.write(directory.resolve(WEIGHTS), bytes);
  }

  private static HostileFiles length(long claimed) {
    return directory -> Files.write(directory.resolve(WEIGHTS), file(claimed, "{}", 8));
  }

  /// The JSON, with `'` for `"`, and eight bytes of data.
  private static HostileFiles header(String json) {
    String quoted = json.replace('\'', '"');
    byte[] file = file(quoted.getBytes(StandardCharsets.UTF_8).length, quoted, 8);
    return directory -> Files.write(directory.resolve(WEIGHTS), file);
  }

  private static HostileFiles entry(String type, String shape, String offsets) {
    return header(
        "{'x':{'dtype':" + type + ",'shape':" + shape + ",'data_offsets':" + offsets + "}}");
  }

  private static HostileFiles two(String x, String y, String xShape, String yShape) {
    String entry = "'%s':{'dtype':'F32','shape':%s,'data_offsets':%s}";
    return header(
        "{" + entry.formatted("x", xShape, x) + "," + entry.formatted("y", yShape, y) + "}");
  }

  private static byte[] file(long claimed, String json, int data) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(claimed).put(text).array();
  }

  private static HostileFiles cut(int length) {
    return directory -> {
      Path file = directory.resolve(WEIGHTS);
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    };
  }

  /// The sound file with a part of its header in other letters, as many.
  private static HostileFiles sound(String part, String other) {
    return directory -> {
      Path file = directory.resolve(WEIGHTS);
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      if (!content.contains(part)) throw new IOException("no " + part + " in " + file);
      Files.write(
          file,
          content
              .replaceFirst(java.util.regex.Pattern.quote(part), other)
              .getBytes(StandardCharsets.ISO_8859_1));
    };
  }

  private static void hugeHeader(Path directory) throws IOException {
    Files.write(directory.resolve(WEIGHTS), file(64L << 20, "{}", 0));
    grow(directory.resolve(WEIGHTS), 65L << 20);
  }

  private static void append(Path directory) throws IOException {
    Path file = directory.resolve(WEIGHTS);
    grow(file, Files.size(file) + 4);
  }

  private static void directory(Path directory) throws IOException {
    Files.delete(directory.resolve(WEIGHTS));
    Files.createDirectory(directory.resolve(WEIGHTS));
  }

  private static void link(Path directory) throws IOException {
    Files.delete(directory.resolve(WEIGHTS));
    Path outside = Golden.directory("qwen2").resolve(WEIGHTS);
    Files.createSymbolicLink(directory.resolve(WEIGHTS), outside);
  }

  private static void pickle(Path directory) throws IOException {
    Files.move(directory.resolve(WEIGHTS), directory.resolve("pytorch_model.bin"));
  }

  private static HostileFiles index(String json) {
    return directory -> {
      Files.move(directory.resolve(WEIGHTS), directory.resolve("b.safetensors"));
      Files.writeString(directory.resolve("model.safetensors.index.json"), json.replace('\'', '"'));
    };
  }

  private static HostileFiles shard(String name) {
    return index("{'weight_map':{'x':'" + name + "'}}");
  }

  /// A file with a hole: 100 MB that take no room.
  private static HostileFiles large(String name) {
    return directory -> {
      if (!name.equals(CONFIG)) Files.delete(directory.resolve(WEIGHTS));
      grow(directory.resolve(name), 100L << 20);
    };
  }

  private static void grow(Path file, long length) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(length);
    }
  }

  private static HostileFiles config(String json) {
    return directory -> Files.writeString(directory.resolve(CONFIG), json.replace('\'', '"'));
  }

  /// The sound configuration with a key more, or again.
  private static HostileFiles qwen(String keys) {
    return directory -> {
      Path file = directory.resolve(CONFIG);
      String added = keys.replace('\'', '"');
      StringBuilder kept = new StringBuilder("{" + added);
      for (String line : Files.readAllLines(file)) {
        String key = line.strip().replaceFirst("\":.*", "\"");
        boolean isPlain = line.matches(" {2}\"\\w+\": [^{\\[]+,?");
        if (isPlain && !added.contains(key)) kept.append(",\n").append(line.replaceFirst(",$", ""));
      }
      Files.writeString(file, kept.append("}"));
    };
  }

  private static HostileFiles generation(String ids) {
    return directory ->
        Files.writeString(
            directory.resolve("generation_config.json"),
            "{\"eos_token_id\":" + ids.replace('\'', '"') + "}");
  }
}
