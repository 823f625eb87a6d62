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
          .layer("images")
          .definedBy("io.viralstream.images..")
          .layer("metrics")
          .definedBy("io.viralstream.metrics..")
          .layer("gateway")
          .definedBy("io.viralstream.gateway..")
          .layer("streams")
          .definedBy("io.viralstream.streams..")
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
          .whereLayer("images")
          .mayOnlyBeAccessedByLayers("gateway", "streams", "workers", "cli");

  @ArchTest
  static final ArchRule WORKERS_POINT_AT_THE_MATHS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("pretrain")
          .definedBy("..workers.pretrain..")
          .layer("pretrained")
          .definedBy("..workers.pretrained..")
          .layer("features")
          .definedBy("..workers.features..")
          .layer("train")
          .definedBy("..workers.train..")
          .layer("infer")
          .definedBy("..workers.infer..")
          .layer("checkpoint")
          .definedBy("..workers.checkpoint..")
          .layer("align")
          .definedBy("..workers.align..")
          .layer("model")
          .definedBy("..workers.model..")
          .layer("kafka")
          .definedBy("..workers.kafka..")
          .layer("sight")
          .definedBy("..workers.sight..")
          .layer("tensor")
          .definedBy("..workers.tensor..")
          .layer("text")
          .definedBy("..workers.text..")
          .whereLayer("pretrain")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("features")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pretrained")
          .mayOnlyBeAccessedByLayers("train", "infer", "features")
          .whereLayer("align")
          .mayOnlyBeAccessedByLayers("train", "infer", "pretrained", "checkpoint", "pretrain")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers(
              "align",
              "sight",
              "train",
              "infer",
              "features",
              "pretrained",
              "checkpoint",
              "pretrain")
          .whereLayer("kafka")
          .mayOnlyBeAccessedByLayers("train", "infer")
          .whereLayer("sight")
          .mayOnlyBeAccessedByLayers("train", "infer", "features", "pretrained")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers("train", "infer", "pretrained", "checkpoint", "pretrain");

  @ArchTest
  static final ArchRule THE_MATHS_KNOWS_NO_BROKER =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..workers.model..", "..workers.align..", "..workers.tensor..", "..workers.text..")
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
          .resideOutsideOfPackages(
              "io.viralstream.workers.tensor..", "io.viralstream.workers.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule TEXT_KNOWS_ONLY_DJLS_TOKENIZER =
      noClasses()
          .that()
          .resideInAPackage("io.viralstream.workers.text..")
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
          .resideInAnyPackage("javax.imageio..", "java.awt..");

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
