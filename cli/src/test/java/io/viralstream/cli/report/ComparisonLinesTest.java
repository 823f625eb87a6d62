package io.viralstream.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.cli.client.ArmComparison;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonLinesTest {

  @Test
  void aPairIsOneLineOfFigures() throws Exception {
    String json =
        """
        {"benchmark":"nlvr","version":"1","variant":"generic","first":"viral-20-a","second":"baseline-20-b",
         "items":4522,"both":2800,"onlyFirst":200,"onlySecond":150,"neither":1372,"pValue":0.0087}
        """;
    assertEquals(
        "nlvr  generic  viral-20-a against baseline-20-b: .663 and .652 on the same 4,522 items;"
            + " right only the first 200, only the second 150; p = 0.009 (exact McNemar)",
        ComparisonLines.text(List.of(new ArmComparison(new ObjectMapper().readTree(json)))));
  }
}
