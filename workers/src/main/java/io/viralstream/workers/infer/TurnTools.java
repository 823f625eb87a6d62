package io.viralstream.workers.infer;

import io.viralstream.workers.kafka.KafkaImages;

/// What one task loop has to itself, as Kafka's clients are for one thread.
record TurnTools(AnswerOutput output, KafkaImages images, QuestionPreparation preparation)
    implements AutoCloseable {

  static TurnTools open(InferParts parts) {
    KafkaImages images = new KafkaImages(parts.clients(), parts.serdes());
    return new TurnTools(
        new AnswerOutput(parts.clients(), parts.serdes(), parts.device(), parts.clock()),
        images,
        new QuestionPreparation(images, parts.pictures(), parts.clock()));
  }

  @Override
  public void close() {
    output.close();
    images.close();
  }
}
