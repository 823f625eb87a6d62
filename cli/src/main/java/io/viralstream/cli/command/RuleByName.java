package io.viralstream.cli.command;

import io.viralstream.scoring.BenchmarkRule;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A scoring rule by the name that clients use; picocli calls it.
final class RuleByName implements ITypeConverter<BenchmarkRule> {
  @Override
  public BenchmarkRule convert(String name) {
    return BenchmarkRule.named(name)
        .orElseThrow(() ->
            new TypeConversionException(
                "expected " + BenchmarkRule.expected() + " but was '" + name + "'"));
  }

  /// All names, for help texts.
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(BenchmarkRule.values()).map(BenchmarkRule::text).iterator();
    }
  }
}
