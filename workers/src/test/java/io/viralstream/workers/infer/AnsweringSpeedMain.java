package io.viralstream.workers.infer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.images.ContentHash;
import io.viralstream.images.ImageRejected;
import io.viralstream.images.PictureReader;
import io.viralstream.models.checkpoint.DefaultModel;
import io.viralstream.models.generate.Openers;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the folder of answers saves, and whether the batch can be felt in the answers.
///
/// Run by hand: `AnsweringSpeedMain DIR ITEMS`, with the questions `DIR/test.jsonl` and their
/// pictures. The default model answers them with 1, 2, 8 and 16 sequences at once, past the folder;
/// then with a folder that is empty, and with the one that this filled. Each line has seconds,
/// items a second, the largest batch, and how many texts differ from those of the first.
final class AnsweringSpeedMain {
  private static final int DELIVERY = 16;

  private final List<JsonNode> questions;
  private final Path pictures;
  private final PictureReader reader = PictureReader.standard(1L << 30);

  private AnsweringSpeedMain(List<JsonNode> questions, Path pictures) {
    this.questions = questions;
    this.pictures = pictures;
  }

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> questions = new ArrayList<>();
    for (String line : Files.readAllLines(data.resolve("test.jsonl"))) {
      if (questions.size() < Integer.parseInt(arguments[1])) questions.add(mapper.readTree(line));
    }
    new AnsweringSpeedMain(questions, data).run();
  }

  private void run() throws Exception {
    Path folder = Files.createTempDirectory("answers");
    try (Torch torch = Torch.open(TorchSettings.cpu(1))) {
      Path model = DefaultModel.in(folder.resolve("model")).path();
      Checkpoint version = Publication.describe("default", model, Clock.systemUTC());
      List<String> first = List.of();
      for (int batch : new int[] {1, 2, 8, 16}) {
        List<String> texts = round(torch, version, new Execution(batch, "auto", true), folder);
        if (first.isEmpty()) first = texts;
        tell("different from batch 1", differing(first, texts));
      }
      for (int round = 0; round < 2; round++) {
        List<String> texts = round(torch, version, new Execution(0, "auto", false), folder);
        tell("different from batch 1", differing(first, texts));
      }
    }
  }

  /// All questions in deliveries as a worker's loop takes them, two at a time.
  private List<String> round(Torch torch, Checkpoint version, Execution execution, Path folder)
      throws IOException, ImageRejected {
    AnswerFolder answers = AnswerFolder.at(folder.resolve("answers"), 1L << 30, Clock.systemUTC());
    ModelAnswerer.Limits limits = new ModelAnswerer.Limits(3, 1L << 32, 1L << 32);
    List<String> texts = new ArrayList<>();
    int largest = 0;
    int remembered = 0;
    long began = System.nanoTime();
    try (ModelAnswerer answerer =
        new ModelAnswerer(
            Openers.of(torch),
            limits,
            new FeatureCache(0),
            Optional.of(answers),
            Clock.systemUTC())) {
      for (int at = 0; at < questions.size(); at += DELIVERY) {
        List<PreparedQuestion> delivery = new ArrayList<>();
        for (int i = at; i < Math.min(at + DELIVERY, questions.size()); i++)
          delivery.add(prepared(questions.get(i), execution));
        for (Reply reply : InferTasks.answered(answerer, version, delivery)) {
          Reply.Said said = (Reply.Said) reply;
          texts.add(said.text());
          largest = Math.max(largest, said.batch());
          if (said.source() == Reply.Said.Source.REMEMBERED) remembered++;
        }
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "asked for %d uncached=%b: %.1f s, %.1f items/s, most together %d, remembered %d%n",
        execution.getBatch(),
        execution.getUncached(),
        seconds,
        texts.size() / seconds,
        largest,
        remembered);
    return texts;
  }

  private PreparedQuestion prepared(JsonNode question, Execution execution)
      throws IOException, ImageRejected {
    byte[] file = Files.readAllBytes(pictures.resolve(question.path("image").asText()));
    InferTask task =
        InferTasks.text(question.path("text").asText())
            .setPurpose(Purpose.EVALUATION)
            .setDecoding(InferTasks.decoding(16, 0))
            .setExecution(execution)
            .build();
    HashedPicture picture = HashedPicture.of(ContentHash.sha256(file), file, reader, List.of());
    return InferTasks.prepared(task, Optional.of(picture));
  }

  private static long differing(List<String> first, List<String> texts) {
    long differing = 0;
    for (int i = 0; i < first.size(); i++) if (!first.get(i).equals(texts.get(i))) differing++;
    return differing;
  }

  private static void tell(String what, long figure) {
    System.out.println("  " + what + ": " + figure);
  }
}
