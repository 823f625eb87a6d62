package io.viralstream.gateway;

import io.viralstream.gateway.ask.AnswerReaction;
import io.viralstream.gateway.ask.PendingAsks;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.CatalogueReaction;
import io.viralstream.gateway.kafka.Clients;
import io.viralstream.gateway.kafka.Follower;
import io.viralstream.gateway.kafka.Follower.Start;
import io.viralstream.gateway.kafka.KafkaOutbox;
import io.viralstream.gateway.kafka.KafkaTransactions;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.serde.TopicSerdes;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/// Everything of the gateway that is connected to Kafka: what writes, what follows, what asks.
final class KafkaConnections implements AutoCloseable {
  final Clients clients;
  final TopicSerdes serdes;
  final KafkaOutbox outbox;
  final KafkaTransactions transactions;
  final Admin admin;
  final Follower catalogue;
  final Follower answers;

  KafkaConnections(Clients clients, TopicSerdes serdes, Catalogue catalogue, PendingAsks pending) {
    this.clients = clients;
    this.serdes = serdes;
    this.outbox = new KafkaOutbox(clients.producer(), serdes);
    this.transactions =
        new KafkaTransactions(
            clients::transactionalProducer, clients::exclusiveProducer, serdes, clients.patience());
    this.admin = clients.admin();
    this.catalogue =
        new Follower(
            "catalogue",
            () -> clients.consumer("catalogue"),
            CatalogueReaction.TOPICS,
            Start.BEGINNING,
            new CatalogueReaction(catalogue, serdes));
    this.answers =
        new Follower(
            "answers",
            () -> clients.consumer("answers"),
            List.of(Topics.ANSWERS.name()),
            Start.END,
            new AnswerReaction(pending, serdes));
  }

  void start() {
    catalogue.start();
    answers.start();
  }

  /// Why it cannot be followed any more, where that is so.
  Optional<String> fault() {
    return catalogue.fault().or(answers::fault);
  }

  @Override
  public void close() {
    answers.close();
    catalogue.close();
    transactions.close();
    outbox.close();
    admin.close();
  }
}
