package io.viralstream.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.viralstream.gateway.analyses.AnalysisIntake;
import io.viralstream.gateway.analyses.GetAnalyses;
import io.viralstream.gateway.analyses.GetAnalysis;
import io.viralstream.gateway.analyses.GetFigures;
import io.viralstream.gateway.analyses.PostAnalyses;
import io.viralstream.gateway.arms.ArmGroups;
import io.viralstream.gateway.arms.Arms;
import io.viralstream.gateway.arms.GetArms;
import io.viralstream.gateway.ask.AskFormat;
import io.viralstream.gateway.ask.Asks;
import io.viralstream.gateway.ask.PendingAsks;
import io.viralstream.gateway.ask.PostAsk;
import io.viralstream.gateway.batch.BatchReader;
import io.viralstream.gateway.batch.BatchWork;
import io.viralstream.gateway.benchmarks.BenchmarkRegistration;
import io.viralstream.gateway.benchmarks.GetBenchmarks;
import io.viralstream.gateway.benchmarks.GetItems;
import io.viralstream.gateway.benchmarks.ItemIntake;
import io.viralstream.gateway.benchmarks.ItemListing;
import io.viralstream.gateway.benchmarks.LogRegistrations;
import io.viralstream.gateway.benchmarks.LogScan;
import io.viralstream.gateway.benchmarks.PostItems;
import io.viralstream.gateway.benchmarks.PostSeal;
import io.viralstream.gateway.benchmarks.SealTransaction;
import io.viralstream.gateway.benchmarks.SealedItems;
import io.viralstream.gateway.benchmarks.StoredItems;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.ModelNames;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.deadletters.DeadLetterResends;
import io.viralstream.gateway.deadletters.FencedResends;
import io.viralstream.gateway.deadletters.GetLetter;
import io.viralstream.gateway.deadletters.GetLetters;
import io.viralstream.gateway.deadletters.KafkaResendLog;
import io.viralstream.gateway.deadletters.LetterFiles;
import io.viralstream.gateway.deadletters.PostResend;
import io.viralstream.gateway.deadletters.PostResends;
import io.viralstream.gateway.evaluations.AnswerListing;
import io.viralstream.gateway.evaluations.DeleteEvaluation;
import io.viralstream.gateway.evaluations.EvaluationRequests;
import io.viralstream.gateway.evaluations.GetAnswers;
import io.viralstream.gateway.evaluations.GetBatches;
import io.viralstream.gateway.evaluations.GetEvaluation;
import io.viralstream.gateway.evaluations.GetEvaluations;
import io.viralstream.gateway.evaluations.PostAnswers;
import io.viralstream.gateway.evaluations.PostClose;
import io.viralstream.gateway.evaluations.PostEvaluation;
import io.viralstream.gateway.evaluations.RecordedEvaluations;
import io.viralstream.gateway.evaluations.StoredAnswers;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.JsonBody;
import io.viralstream.gateway.images.ImageCheck;
import io.viralstream.gateway.images.ImageIntake;
import io.viralstream.gateway.ingest.FeedEnds;
import io.viralstream.gateway.ingest.GetFeedEnd;
import io.viralstream.gateway.ingest.PostFeedEnd;
import io.viralstream.gateway.ingest.PostSamples;
import io.viralstream.gateway.ingest.SampleIntake;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.kafka.Follower;
import io.viralstream.gateway.kafka.KafkaPlaces;
import io.viralstream.gateway.kafka.LogEnds;
import io.viralstream.gateway.kafka.TopicScan;
import io.viralstream.gateway.operations.GetMetrics;
import io.viralstream.gateway.operations.GetStatus;
import io.viralstream.gateway.operations.Health;
import io.viralstream.gateway.operations.HostStatus;
import io.viralstream.gateway.operations.HttpProbe;
import io.viralstream.gateway.operations.KafkaProbe;
import io.viralstream.gateway.operations.Livez;
import io.viralstream.gateway.operations.Overview;
import io.viralstream.gateway.operations.Probe;
import io.viralstream.gateway.operations.Readyz;
import io.viralstream.gateway.operations.Stages;
import io.viralstream.gateway.results.GetPrequential;
import io.viralstream.gateway.results.GetResults;
import io.viralstream.gateway.results.GetSample;
import io.viralstream.images.DecodeMemory;
import io.viralstream.images.ImageLimits;
import io.viralstream.images.PictureReader;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.read.AnalysisReader;
import io.viralstream.metrics.read.AnswerReader;
import io.viralstream.metrics.read.BatchSizeReader;
import io.viralstream.metrics.read.ComparisonReader;
import io.viralstream.metrics.read.ItemReader;
import io.viralstream.metrics.read.LearningReader;
import io.viralstream.metrics.read.LetterReader;
import io.viralstream.metrics.read.OverviewReader;
import io.viralstream.metrics.read.PrequentialReader;
import io.viralstream.metrics.read.ResultsReader;
import io.viralstream.metrics.read.SampleReader;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.Resend;
import io.viralstream.schemas.serde.AvroSerde;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Puts the handlers together, one method for each group of addresses.
final class Assembly {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final GatewaySettings settings;
  private final Vertx vertx;
  private final BoundedWork work;
  private final BoundedWork looks;
  private final KafkaConnections log;
  private final Catalogue catalogue;
  private final PendingAsks pending;
  private final Counts counts;
  private final ClickHouse store;
  private final HostStatus host;
  private final Clock clock;
  private final Limits limits;
  private final Times times;
  private final BodyReader bodies;
  private final BoundedJson json;
  private final ImageCheck check;
  private final ModelNames models;
  private final ArmGroups arms;
  private final LogScan items;
  private final SealedItems sealed;

  Assembly(
      GatewaySettings settings,
      Vertx vertx,
      BoundedWork work,
      BoundedWork looks,
      KafkaConnections log,
      Catalogue catalogue,
      PendingAsks pending,
      Counts counts,
      ClickHouse store,
      HostStatus host,
      Clock clock) {
    this.settings = settings;
    this.vertx = vertx;
    this.work = work;
    this.looks = looks;
    this.log = log;
    this.catalogue = catalogue;
    this.pending = pending;
    this.counts = counts;
    this.store = store;
    this.host = host;
    this.clock = clock;
    this.limits = settings.limits();
    this.times = settings.times();
    this.bodies = new BodyReader(limits.bodyBytes(), settings.capacity().bodyBytes());
    this.json = new BoundedJson(limits.longestString());
    this.check = check(limits.images(), settings.capacity());
    this.models = new ModelNames(catalogue);
    this.arms = new ArmGroups(log.admin, times.write());
    this.items =
        new LogScan(scan(), log.serdes.of(Topics.BENCHMARK_ITEMS), limits.benchmarkItems());
    this.sealed = new SealedItems(items, times.write(), settings.capacity().sealedBytes());
  }

  Routes routes(PrometheusMeterRegistry registry) {
    var routes = new Routes(vertx, settings.host(), host.shortage(), counts);
    ImageIntake images = images(Topics.IMAGES, FOR_EVER);
    ingest(routes, images);
    benchmarks(routes, images);
    evaluations(routes);
    analyses(routes);
    ask(routes);
    results(routes);
    deadLetters(routes, images);
    operations(routes, registry);
    return routes;
  }

  private void ingest(Routes routes, ImageIntake images) {
    var samples = new SampleIntake(limits, images, log.outbox, clock, times.write());
    var ends = new FeedEnds(log.transactions, arms, catalogue, clock, Assembly::freshId);
    routes
        .post("/v1/samples", new PostSamples(bodies, work, reader(), batches(), samples, counts))
        .post("/v1/feeds/:name/end", new PostFeedEnd(work, ends))
        .get("/v1/feeds/:name/ends/:id", new GetFeedEnd(work, ends));
  }

  private void benchmarks(Routes routes, ImageIntake images) {
    var registrations = new LogRegistrations(scan(), log.serdes.of(Topics.BENCHMARKS));
    var intake = new ItemIntake(limits, images, log.outbox, catalogue, sealed, times.write());
    var seals =
        new SealTransaction(
            items, sealed, registrations, log.transactions, catalogue, clock, times.comeRound());
    var registration = new BenchmarkRegistration(intake, seals);
    var json = new JsonBody(this.json);
    var stored = new StoredItems(new ItemReader(store));
    routes
        .get("/v1/benchmarks", new GetBenchmarks(catalogue))
        .get("/v1/benchmarks/:name/items", new GetItems(work, new ItemListing(catalogue, stored)))
        .post(
            "/v1/benchmarks/:name/items",
            new PostItems(bodies, work, reader(), batches(), registration, counts))
        .post(
            "/v1/benchmarks/:name/seal",
            new PostSeal(bodies, work, json, registration, limits.benchmarkItems()));
  }

  private void evaluations(Routes routes) {
    var evaluationRequests =
        new EvaluationRequests(catalogue, models, log.transactions, clock, times.comeRound());
    var recorded = new RecordedEvaluations(catalogue, log.transactions, clock, times.comeRound());
    var answers = new PostAnswers.Destination(sealed, log.outbox, clock, limits.answerLength());
    var json = new JsonBody(this.json);
    routes
        .post(
            "/v1/evaluations",
            new PostEvaluation(
                bodies, work, json, evaluationRequests, recorded, limits.maxTokens()))
        .post(
            "/v1/evaluations/:id/answers",
            new PostAnswers(bodies, work, reader(), batches(), recorded, answers, counts))
        .post("/v1/evaluations/:id/close", new PostClose(work, recorded))
        .get(
            "/v1/evaluations/:id/batches",
            new GetBatches(work, catalogue, new BatchSizeReader(store)))
        .get(
            "/v1/evaluations/:id/answers",
            new GetAnswers(
                work, new AnswerListing(catalogue, new StoredAnswers(new AnswerReader(store)))))
        .get("/v1/evaluations", new GetEvaluations(catalogue))
        .get("/v1/evaluations/:id", new GetEvaluation(catalogue))
        .delete("/v1/evaluations/:id", new DeleteEvaluation(work, evaluationRequests));
  }

  private void analyses(Routes routes) {
    AvroSerde<Analysis> serde = log.serdes.of(Topics.ANALYSES);
    var intake = new AnalysisIntake(limits, serde, log.outbox, clock);
    var rows = new AnalysisReader(store);
    routes
        .post("/v1/analyses", new PostAnalyses(bodies, work, reader(), batches(), intake, counts))
        .get("/v1/analyses", new GetAnalyses(work, rows))
        .get("/v1/analyses/:id", new GetAnalysis(work, rows))
        .get("/v1/analyses/:id/figures", new GetFigures(work, rows));
  }

  private void ask(Routes routes) {
    var asks =
        new Asks(
            models,
            images(Topics.ASK_IMAGES, times.remembered()),
            log.outbox,
            pending,
            log.answers::ready,
            clock,
            Assembly::freshId,
            times.ask());
    var format = new AskFormat(json, limits);
    routes.post("/v1/ask", new PostAsk(vertx, bodies, work, format, asks, counts, clock));
  }

  private void operations(Routes routes, PrometheusMeterRegistry registry) {
    var probes =
        new ArrayList<>(
            List.of(
                new Probe("kafka", new KafkaProbe(log.admin, times.probe())),
                new Probe("registry", probe(settings.registry(), "/subjects")),
                new Probe(Health.STORE, probe(store.url().endpoint(), "/ping")),
                new Probe("catalogue", following(log.catalogue)),
                new Probe("answers", following(log.answers)),
                new Probe("disk", host.shortage())));
    probes.addAll(host.neighbours());
    var health = new Health(List.copyOf(probes));
    var stages = new Stages(log.admin, catalogue, times.probe());
    var arms = new Arms(new ArmGroups(log.admin, times.probe()), catalogue, clock);
    var overview =
        new Overview(
            health,
            host.processes(),
            stages,
            arms,
            catalogue,
            new OverviewReader(store),
            new LearningReader(store),
            clock);
    routes
        .get("/v1/status", new GetStatus(looks, overview))
        .get("/v1/arms", new GetArms(looks, arms))
        .get("/livez", new Livez(log::fault))
        .get("/readyz", new Readyz(looks, health))
        .get("/metrics", new GetMetrics(registry));
  }

  private void deadLetters(Routes routes, ImageIntake images) {
    AvroSerde<Resend> serde = log.serdes.of(Topics.RESENDS);
    var sent = new KafkaResendLog(scan(), serde);
    var resends =
        new DeadLetterResends(
            new LetterReader(store),
            () -> new KafkaPlaces(log.clients.consumer("letters"), times.write(), clock),
            new LetterFiles(log.serdes, images),
            new FencedResends(log.clients::resendingProducer, sent, serde, clock, times.write()),
            clock);
    var json = new JsonBody(this.json);
    routes
        .get("/v1/dead-letters", new GetLetters(work, resends))
        .post("/v1/dead-letters/resend", new PostResends(bodies, work, json, resends))
        .get("/v1/dead-letters/:id", new GetLetter(work, resends))
        .post("/v1/dead-letters/:id/resend", new PostResend(work, resends));
  }

  private void results(Routes routes) {
    routes
        .get(
            "/v1/results",
            new GetResults(work, new ResultsReader(store), new ComparisonReader(store)))
        .get("/v1/prequential", new GetPrequential(work, new PrequentialReader(store)::curves))
        .get("/v1/samples/:id", new GetSample(work, new SampleReader(store)));
  }

  private TopicScan scan() {
    return new TopicScan(
        () -> log.clients.consumer("scan"),
        LogEnds.from(log.admin, times.write()),
        times.scan(),
        clock);
  }

  private HttpProbe probe(URI base, String path) {
    var address = URI.create(base.toString().replaceAll("/+$", "") + path);
    return new HttpProbe(address, times.probe());
  }

  private ImageIntake images(Topic<Image> topic, Duration remembered) {
    int most = settings.capacity().rememberedImages();
    return new ImageIntake(topic, check, log.outbox, most, remembered, clock);
  }

  private static ImageCheck check(ImageLimits limits, Capacity capacity) {
    var memory = new DecodeMemory(capacity.decodeBytes());
    return new ImageCheck(new PictureReader(limits, memory), capacity.decoders());
  }

  private BatchReader reader() {
    return new BatchReader(json, limits.lines());
  }

  private BatchWork batches() {
    return new BatchWork(times.write());
  }

  private static Supplier<Optional<String>> following(Follower follower) {
    return () ->
        follower.ready()
            ? Optional.empty()
            : follower.fault().or(() -> Optional.of("not read to its end yet"));
  }

  private static String freshId() {
    return UUID.randomUUID().toString();
  }
}
