package io.viralstream.journey;

import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.workers.infer.HaltingAnswerer;
import io.viralstream.workers.kafka.ConnectedClients;
import java.util.Map;

/// An infer worker in a process of its own, which a deadly question ends.
///
/// Arguments: bootstrap servers, and what makes a question deadly.
public final class InferChildMain {
  private InferChildMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    ConnectedClients clients = new ConnectedClients(Map.of("bootstrap.servers", arguments[0]));
    Torch torch = Torch.open(TorchSettings.cpu(1));
    HaltingAnswerer.start(WorkersUnderTest.infer(clients, torch), arguments[1]).ended().join();
  }
}
