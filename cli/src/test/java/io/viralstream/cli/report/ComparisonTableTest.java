package io.viralstream.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.cli.client.ArmComparison;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
  private static final String FIGURES =
      """
      "items":4522,"both":2800,"onlyFirst":200,"onlySecond":150,"neither":1372,
      "difference":0.01106,"interval":[-0.00294,0.01917],"detectable":0.01159\
      """;

  @Test
  void twoModelsAreOneTable() throws Exception {
    assertEquals(
        """
        figures of viral-20-a less those of baseline-20-b, on the same items
        benchmark  rule     category  measure   items  only first  only second  difference  95 % interval      p  p Holm  detectable
        ----------------------------------------------------------------------------------------------------------------------------
        nlvr       generic  overall   accuracy  4,522         200          150       +.011  [-.003, +.019]  .009    .018        .012
        nlvr       generic  colour    accuracy  4,522         200          150       +.011  [-.003, +.019]  .009       –        .012\
        """,
        ComparisonTable.text(
            List.of(
                row("baseline-20-b", "overall", ",\"p\":0.0087,\"pHolm\":0.0175"),
                row("baseline-20-b", "colour", ",\"p\":0.0087,\"pHolm\":null"))));
  }

  @Test
  void othersAreAnother() throws Exception {
    String text =
        ComparisonTable.text(
            List.of(
                row("baseline-20-b", "overall", ",\"p\":0.00001"),
                row("third-20-c", "overall", ",\"p\":1")));

    assertEquals(2, text.split("\n\n", -1).length, text);
  }

  private static ArmComparison row(String second, String category, String rest) throws Exception {
    String json =
        "{\"benchmark\":\"nlvr\",\"version\":\"1\",\"variant\":\"generic\","
            + "\"category\":\"%s\",\"measure\":\"accuracy\",\"first\":\"viral-20-a\",\"second\":\"%s\","
                .formatted(category, second)
            + FIGURES
            + rest
            + "}";
    return new ArmComparison(new ObjectMapper().readTree(json));
  }
}
