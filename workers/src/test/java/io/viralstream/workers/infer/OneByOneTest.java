package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.tensor.Exhaustion;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.schemas.avro.Category;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneByOneTest {
  private static final Reply REFUSED =
      new Reply.Failed(
          Category.UNEXPECTED,
          "memory: too little for this question alone, libtorch was refused 4503599627370496 bytes");

  private final Torch torch = Torch.open(TorchSettings.cpu(1));
  private final List<String> done = new ArrayList<>();
  private final PreparedQuestion question =
      InferTasks.prepared(InferTasks.text("How many?").build(), Optional.empty());

  @Test
  void answersAgainOnceThereIsRoom() throws IOException {
    Reply reply = new Reply.Failed(Category.EXPIRED, "any");
    OneByOne alone =
        new OneByOne(
            each -> {
              if (done.isEmpty()) Exhaustion.provoke(torch);
              return reply;
            },
            () -> done.add("room"));
    assertEquals(reply, alone.answer(question));
    assertEquals(List.of("room"), done);
  }

  @Test
  void refusesAsMemoryWhatDoesNotFitAlone() throws IOException {
    OneByOne alone =
        new OneByOne(
            each -> {
              Exhaustion.provoke(torch);
              return REFUSED;
            },
            () -> done.add("room"));
    assertEquals(REFUSED, alone.answer(question));
    assertEquals(List.of("room"), done);
  }

  @Test
  void leavesEveryOtherErrorToTheProcess() {
    OneByOne alone =
        new OneByOne(
            each -> {
              throw new OutOfMemoryError("Java heap space");
            },
            () -> done.add("room"));
    assertThrows(OutOfMemoryError.class, () -> alone.answer(question));
    assertEquals(List.of(), done);
  }
}
