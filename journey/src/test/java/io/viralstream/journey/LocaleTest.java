package io.viralstream.journey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Executable;
import java.text.DecimalFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No text depends on the machine's locale: with fa_IR `%d` writes other digits, with tr_TR an I
/// loses its dot.
@AnalyzeClasses(packages = "io.viralstream", importOptions = ImportOption.DoNotIncludeTests.class)
class LocaleTest {

  /// These depend on the locale too, and no overload takes one.
  private static final Set<String> WITHOUT_OVERLOAD =
      Set.of(
          "java.lang.String.formatted",
          "java.util.Locale.getDefault",
          "java.util.Scanner.<init>",
          "java.text.DecimalFormat.<init>",
          "java.time.format.DateTimeFormatter.ofLocalizedDate",
          "java.time.format.DateTimeFormatter.ofLocalizedTime",
          "java.time.format.DateTimeFormatter.ofLocalizedDateTime");

  @ArchTest
  static final ArchRule TEXT_NAMES_ITS_LOCALE =
      noClasses().should().accessTargetWhere(dependsOnTheLocale());

  @Test
  void eachWayToTheMachinesLocaleIsFound() {
    JavaClass class_ = new ClassFileImporter().importClass(Careless.class);
    List<String> found =
        class_.getAccessesFromSelf().stream()
            .filter(dependsOnTheLocale())
            .map(access -> access.getTarget().getName())
            .toList();
    assertTrue(
        found.containsAll(List.of("format", "formatted", "toLowerCase", "toUpperCase", "<init>")),
        found.toString());
  }

  @Test
  void textThatNamesItsLocaleIsLeftAlone() {
    JavaClass class_ = new ClassFileImporter().importClass(Careful.class);
    assertTrue(class_.getAccessesFromSelf().stream().noneMatch(dependsOnTheLocale()));
  }

  /// A call or a method reference of the JDK that has an overload with a locale, and is not it.
  private static DescribedPredicate<JavaAccess<?>> dependsOnTheLocale() {
    return DescribedPredicate.describe(
        "depends on the machine's locale",
        access ->
            access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getOwner().getName().startsWith("java.")
                && dependsOnTheLocale(target));
  }

  private static boolean dependsOnTheLocale(CodeUnitAccessTarget target) {
    List<Class<?>> taken =
        target.getRawParameterTypes().stream().<Class<?>>map(JavaClass::reflect).toList();
    if (taken.contains(Locale.class)) return false;
    return WITHOUT_OVERLOAD.contains(target.getOwner().getName() + "." + target.getName())
        || overloads(target).anyMatch(overload -> isWithLocale(taken, overload));
  }

  private static Stream<? extends Executable> overloads(CodeUnitAccessTarget target) {
    Class<?> owner = target.getOwner().reflect();
    if (target.getName().equals("<init>")) return Arrays.stream(owner.getConstructors());
    return Arrays.stream(owner.getMethods())
        .filter(method -> method.getName().equals(target.getName()));
  }

  private static boolean isWithLocale(List<Class<?>> taken, Executable overload) {
    List<Class<?>> all = List.of(overload.getParameterTypes());
    return all.contains(Locale.class)
        && all.stream().filter(type -> type != Locale.class).toList().equals(taken);
  }

  /// Takes the machine's locale in each way that has been seen.
  record Careless(String word) {
    List<Object> all() {
      UnaryOperator<String> upper = String::toUpperCase;
      return List.of(
          String.format("%d", 1),
          "%d".formatted(1),
          word.toLowerCase(),
          upper.apply(word),
          new Scanner(word),
          new DecimalFormat("0"));
    }
  }

  /// Says the same in the root locale.
  record Careful(String word) {
    List<String> all() {
      UnaryOperator<String> plain = String::strip;
      return List.of(
          String.format(Locale.ROOT, "%d", 1), word.toLowerCase(Locale.ROOT), plain.apply(word));
    }
  }
}
