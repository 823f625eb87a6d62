package io.viralstream.gateway.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The items of sealed versions with their texts, as ClickHouse has them. Blocks: not for the event
/// loop.
public interface ItemStore {

  /// One item as clients see it.
  ///
  /// @param questionId the id in the question file
  /// @param imageName absent where no client has said it
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ItemView(
      String id,
      String questionId,
      String category,
      String question,
      String truth,
      List<String> choices,
      List<GroupView> groups,
      @Nullable String imageName) {
    /// Its texts in characters.
    long size() {
      return question.length() + truth.length() + choices.stream().mapToLong(String::length).sum();
    }
  }

  /// A group that an item belongs to.
  ///
  /// @param kind such as `pair`
  /// @param size 0 for a part of a benchmark that is no unit
  record GroupView(String kind, String id, int size) {}

  /// The items behind an id in the order of ids.
  ///
  /// @param after an item's id; the empty text for the first ones
  List<ItemView> page(VersionName version, String after, int most);

  /// How many items of a version are stored by now.
  long count(VersionName version);
}
