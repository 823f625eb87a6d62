package io.viralstream.gateway.catalogue;

import io.viralstream.gateway.catalogue.EvaluationStatus.PartProgress;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Progress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The evaluations that were asked for, and how far each partition says it is.
final class Evaluations {
  /// As in `streams`: a later round beats all, and within a round cancelled beats asked, asked
  /// beats superseded.
  private static final Comparator<Evaluation> LATER =
      Comparator.comparingInt(Evaluation::getRound).thenComparingInt(Evaluations::finality);

  private final Map<String, Evaluation> byId = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, PartProgress>> progress = new ConcurrentHashMap<>();

  /// CHAIR's tables, each once: thousands of evaluations may have the same 256 KiB.
  private final Map<String, String> synonyms = new ConcurrentHashMap<>();

  /// Every partition carries the same record, and they are read in no common order.
  void put(Evaluation evaluation) {
    Evaluation shared =
        evaluation.getSynonyms().map(text -> sharing(evaluation, text)).orElse(evaluation);
    byId.merge(evaluation.getId(), shared, Evaluations::later);
  }

  private Evaluation sharing(Evaluation evaluation, String text) {
    String first = synonyms.computeIfAbsent(text, same -> same);
    return Evaluation.newBuilder(evaluation).setSynonyms(first).build();
  }

  void put(Progress part) {
    progress
        .computeIfAbsent(part.getEvaluation(), id -> new ConcurrentSkipListMap<>())
        .put(part.getPartition(), PartProgress.of(part));
  }

  Optional<EvaluationStatus> find(String id) {
    return Optional.ofNullable(byId.get(id)).map(this::status);
  }

  /// Newest first.
  List<EvaluationStatus> newest(int most) {
    return byId.values().stream()
        .sorted(Comparator.comparing(Evaluation::getAt).reversed().thenComparing(Evaluation::getId))
        .limit(most)
        .map(this::status)
        .toList();
  }

  private EvaluationStatus status(Evaluation evaluation) {
    Collection<PartProgress> parts = progress.getOrDefault(evaluation.getId(), Map.of()).values();
    return EvaluationStatus.of(evaluation, parts);
  }

  private static Evaluation later(Evaluation known, Evaluation read) {
    return LATER.compare(known, read) > 0 ? known : read;
  }

  private static int finality(Evaluation evaluation) {
    return switch (evaluation.getState()) {
      case UNKNOWN -> 0;
      case SUPERSEDED -> 1;
      case ASKED, RECORDED -> 2;
      case CANCELLED -> 3;
    };
  }
}
