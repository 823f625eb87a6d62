package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResizeTest {
  static Stream<Arguments> cases() {
    return Stream.of(
            cases(ResizeFilter.BICUBIC, "resize.txt"),
            cases(ResizeFilter.BILINEAR, "resize-bilinear.txt"),
            cases(ResizeFilter.LANCZOS, "resize-lanczos.txt"))
        .flatMap(each -> each);
  }

  private static Stream<Arguments> cases(ResizeFilter filter, String file) {
    return Golden.lines(file).stream().map(line -> Arguments.of(filter, line));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsPilInEveryBit(ResizeFilter filter, String line) {
    String[] fields = line.split(" ");
    var in = new Picture(number(fields[0]), number(fields[1]), HexFormat.of().parseHex(fields[4]));

    Picture out = Resize.with(filter, in, number(fields[2]), number(fields[3]));

    assertArrayEquals(HexFormat.of().parseHex(fields[5]), out.rgb());
  }

  @Test
  void leavesAPictureOfThatSizeAlone() {
    var in = new Picture(1, 2, new byte[6]);

    assertSame(in, Resize.bicubic(in, 1, 2));
  }

  private static int number(String field) {
    return Integer.parseInt(field);
  }
}
