package io.viralstream.metrics.read;

import io.viralstream.metrics.Row;
import io.viralstream.metrics.measures.Counts;

/// Counts of one picture in one category of one variant.
record ClusterCount(String variant, String category, String cluster, Counts counts) {

  static ClusterCount of(Row row) {
    var counts =
        new Counts(
            row.number("items"),
            row.number("correct"),
            row.number("truths_yes"),
            row.number("truths_no"),
            row.number("true_yes"),
            row.number("false_yes"));
    return new ClusterCount(row.text("variant"), row.text("category"), row.text("cluster"), counts);
  }
}
