package io.viralstream.journey;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beRecords;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;

/// The shape of the whole product, as rules; the picture in ARCHITECTURE.md must agree.
@AnalyzeClasses(packages = "io.viralstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule MODULES_DEPEND_IN_ONE_DIRECTION =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("io.viralstream.schemas..")
          .layer("scoring")
          .definedBy("io.viralstream.scoring..")
          .layer("datasets")
          .definedBy("io.viralstream.datasets..")
          .layer("images")
          .definedBy("io.viralstream.images..")
          .layer("metrics")
          .definedBy("io.viralstream.metrics..")
          .layer("gateway")
          .definedBy("io.viralstream.gateway..")
          .layer("streams")
          .definedBy("io.viralstream.streams..")
          .layer("templates")
          .definedBy("io.viralstream.templates..")
          .layer("models")
          .definedBy("io.viralstream.models..")
          .layer("scenes")
          .definedBy("io.viralstream.scenes..")
          .layer("pretraining")
          .definedBy("io.viralstream.pretraining..")
          .layer("workers")
          .definedBy("io.viralstream.workers..")
          .layer("embedded")
          .definedBy("io.viralstream.embedded..")
          .layer("cli")
          .definedBy("io.viralstream.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("gateway")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("streams")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("workers")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("embedded")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("gateway", "cli")
          .whereLayer("schemas")
          .mayOnlyBeAccessedByLayers(
              "scoring", "datasets", "gateway", "streams", "metrics", "workers", "embedded", "cli")
          .whereLayer("scoring")
          .mayOnlyBeAccessedByLayers("datasets", "gateway", "streams", "metrics", "cli")
          .whereLayer("datasets")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("pretraining")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("scenes")
          .mayOnlyBeAccessedByLayers("pretraining", "cli")
          .whereLayer("models")
          .mayOnlyBeAccessedByLayers("pretraining", "workers", "cli")
          .whereLayer("templates")
          .mayOnlyBeAccessedByLayers("models")
          .whereLayer("images")
          .mayOnlyBeAccessedByLayers(
              "gateway", "streams", "models", "scenes", "pretraining", "workers", "cli");

  /// From the tensor up; a package that is not named here uses what is below.
  @ArchTest
  static final ArchRule MODELS_POINT_AT_THE_TENSOR =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("analyse")
          .definedBy("..models.analyse..")
          .layer("features")
          .definedBy("..models.features..")
          .layer("tuning")
          .definedBy("..models.tuning..")
          .layer("generate")
          .definedBy("..models.generate..")
          .layer("learn")
          .definedBy("..models.learn..")
          .layer("published")
          .definedBy("..models.published..")
          .layer("preprocess")
          .definedBy("..models.preprocess..")
          .layer("checkpoint")
          .definedBy("..models.checkpoint..")
          .layer("align")
          .definedBy("..models.align..")
          .layer("model")
          .definedBy("..models.model..")
          .layer("text")
          .definedBy("..models.text..")
          .layer("tensor")
          .definedBy("..models.tensor..")
          .whereLayer("analyse")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("features")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("tuning")
          .mayOnlyBeAccessedByLayers("analyse")
          .whereLayer("learn")
          .mayOnlyBeAccessedByLayers("tuning")
          .whereLayer("generate")
          .mayOnlyBeAccessedByLayers("analyse", "features", "tuning")
          .whereLayer("published")
          .mayOnlyBeAccessedByLayers("analyse", "generate", "features", "tuning")
          .whereLayer("preprocess")
          .mayOnlyBeAccessedByLayers("analyse", "generate", "features", "published", "tuning")
          .whereLayer("checkpoint")
          .mayOnlyBeAccessedByLayers(
              "analyse", "generate", "features", "published", "learn", "preprocess", "tuning")
          .whereLayer("align")
          .mayOnlyBeAccessedByLayers("analyse", "learn", "published", "checkpoint", "tuning")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers(
              "analyse",
              "align",
              "preprocess",
              "learn",
              "generate",
              "features",
              "published",
              "checkpoint",
              "tuning")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers(
              "analyse", "generate", "published", "checkpoint", "features", "learn", "tuning");

  @ArchTest
  static final ArchRule MODELS_KNOW_NO_BROKER =
      noClasses()
          .that()
          .resideInAnyPackage("..models..", "..templates..", "..scenes..", "..pretraining..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.apache.avro..",
              "io.viralstream.schemas..",
              "io.vertx..",
              "java.sql..",
              "java.net.http..");

  @ArchTest
  static final ArchRule ONLY_METRICS_SPEAKS_CLICKHOUSE =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.viralstream.metrics..", "io.viralstream.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.clickhouse..", "java.sql..");

  @ArchTest
  static final ArchRule ONLY_THE_GATEWAY_KNOWS_VERTX =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.viralstream.gateway..", "io.viralstream.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..");

  @ArchTest
  static final ArchRule ONLY_TENSOR_KNOWS_DJL =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.viralstream.models.tensor..", "io.viralstream.models.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule TEXT_KNOWS_ONLY_DJLS_TOKENIZER =
      noClasses()
          .that()
          .resideInAPackage("io.viralstream.models.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl.ndarray..", "ai.djl.pytorch..", "ai.djl.engine..");

  @ArchTest
  static final ArchRule ONLY_IMAGES_OPENS_A_PICTURE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.viralstream.images..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.imageio..", "java.awt.image..");

  @ArchTest
  static final ArchRule ONLY_PAGES_DRAW_CHARTS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.viralstream.images..", "io.viralstream.cli.page..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.knowm..", "java.awt..");

  @ArchTest
  static final ArchRule ONLY_DATASETS_OPENS_PARQUET_AND_WORKBOOKS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.viralstream.datasets..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.hardwood..", "org.dhatim..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.viralstream.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SETTINGS_ARE_RECORDS =
      classes().that().haveSimpleNameEndingWith("Settings").should(beRecords());

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_READS_THE_ENVIRONMENT_OR_EXITS =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Main")
          .and()
          .doNotHaveSimpleName(
              "Tether") // ends a child whose parent is gone, with nothing but the JDK
          .and()
          .doNotHaveSimpleName("FatalErrors") // its last word, when nothing else works any more
          .and()
          .resideOutsideOfPackage("io.viralstream.cli..")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule ONE_NOTION_OF_THIS_MACHINE =
      noClasses()
          .should()
          .callMethod(InetAddress.class, "getLoopbackAddress")
          .orShould()
          .callMethod(InetAddress.class, "getLocalHost")
          .because(
              "the JVM's own notion changes with java.net.preferIPv6Addresses;"
                  + " embedded.process.Loopback is ours");

  @ArchTest
  static final ArchRule NO_MUTABLE_STATICS =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("..schemas.avro..")
          .should()
          .beFinal();

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
      noClasses()
          .should()
          .haveNameMatching(".*(Utils?|Helpers?|Manager|Processor|Impl|Base|Abstract[A-Z]\\w*)");
}
