package io.viralstream.scoring.figures;

/// A figure over all items of an evaluation, beside those of its categories.
///
/// Its measures come from counts by category alone, so a database that holds the counts can make
/// it.
///
/// @param name what results show it as, such as `overall`
public record Headline(String name, Mean mean) {

  /// What counts alike.
  public enum Mean {
    /// Every item, whatever its category.
    OF_ITEMS,
    /// Every category, whatever the number of its items: the mean of the categories' measures, and
    /// none where one category has none.
    OF_CATEGORIES
  }
}
