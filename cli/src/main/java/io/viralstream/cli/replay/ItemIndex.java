package io.viralstream.cli.replay;

import io.viralstream.datasets.MatchKey;
import io.viralstream.schemas.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of one benchmark version, found by whatever a file of answers says of a question.
///
/// An item takes 96 bytes, twelve numbers in a page: of each text 128 bits of its SHA-256, of
/// category and truth 64, and of the item's id all. For each combination of clues that is ever
/// looked up, an open-addressed index is made then, of 8 to 16 bytes an item. So a million items
/// take some 100 MiB, however long their texts are. For one thread.
final class ItemIndex {
  private static final int PAGE = 1_024; // items
  private static final int WIDTH = 12;
  private static final int CATEGORY = 0;
  private static final int TRUTH = 1;
  private static final int SOURCE = 2;
  private static final int PICTURE = 4;
  private static final int QUESTION = 6;
  private static final int HASH = 8;

  private final List<long[]> pages = new ArrayList<>();
  private final Map<List<Integer>, int[]> indexes = new HashMap<>();
  private int size;

  /// What looking up came to.
  sealed interface Match {}

  /// @param item its number, from 0
  record Unique(int item) implements Match {}

  /// Two items or more fit.
  record Several() implements Match {}

  /// No item fits.
  record None() implements Match {}

  /// @param hash the part of the item's id that is the same in every version
  void add(ItemClues clues, String truth, String hash) {
    if (size / PAGE == pages.size()) pages.add(new long[PAGE * WIDTH]);
    long[] row = row(clues);
    row[TRUTH] = Digest.of(truth).first();
    System.arraycopy(row, 0, page(size), at(size), HASH);
    write(page(size), at(size), Digest.ofHex(hash));
    size++;
    indexes.clear();
  }

  int size() {
    return size;
  }

  /// The hash in the item's id.
  String hash(int item) {
    long[] page = page(item);
    int at = at(item) + HASH;
    return new Digest(page[at], page[at + 1], page[at + 2], page[at + 3]).hex();
  }

  /// Whether any item has this hash in its id.
  boolean holds(String hash) {
    var row = new long[WIDTH];
    write(row, 0, Digest.ofHex(hash));
    int[] index = index(List.of(HASH));
    return index[slot(index, List.of(HASH), row, 0)] != 0;
  }

  /// Gives an item another id's hash: that of the same question in another version.
  void rename(int item, String hash) {
    write(page(item), at(item), Digest.ofHex(hash));
    indexes.remove(List.of(HASH));
  }

  boolean hasTruth(int item, String truth) {
    return page(item)[at(item) + TRUTH] == Digest.of(truth).first();
  }

  /// The one item that these clues fit.
  Match find(ItemClues clues) {
    if (!clues.tellsWhich()) return new None();
    long[] whole = row(clues);
    for (ItemClues lookup : clues.lookups()) {
      long[] row = row(lookup);
      List<Integer> columns = columns(row);
      int[] index = index(columns);
      int found = index[slot(index, columns, row, 0)];
      if (found < 0) return new Several();
      if (found > 0 && !otherPicture(found - 1, whole, row)) return new Unique(found - 1);
    }
    return new None();
  }

  /// Whether an item that was found without its picture has another one than the clues name.
  private boolean otherPicture(int item, long[] whole, long[] row) {
    long named = page(item)[at(item) + PICTURE];
    return row[PICTURE] == 0 && whole[PICTURE] != 0 && named != 0 && named != whole[PICTURE];
  }

  /// Which columns a row has: a digest's first part is never 0 there.
  private static List<Integer> columns(long[] row) {
    var columns = new ArrayList<Integer>();
    for (int column : List.of(CATEGORY, SOURCE, PICTURE, QUESTION))
      if (row[column] != 0) columns.add(column);
    return columns;
  }

  /// An item's number and 1; the same below 0 where several have these columns; 0 where none has.
  private int[] index(List<Integer> columns) {
    int[] known = indexes.get(columns);
    if (known != null) return known;
    int[] index = new int[Math.max(64, Integer.highestOneBit(Math.max(1, size)) << 2)];
    for (int item = 0; item < size; item++) {
      if (!has(item, columns)) continue;
      int slot = slot(index, columns, page(item), at(item));
      index[slot] = index[slot] == 0 ? item + 1 : -Math.abs(index[slot]);
    }
    indexes.put(List.copyOf(columns), index);
    return index;
  }

  private boolean has(int item, List<Integer> columns) {
    return columns.stream().allMatch(column -> page(item)[at(item) + column] != 0);
  }

  /// Where the index has an item with these columns, or where it belongs.
  private int slot(int[] index, List<Integer> columns, long[] row, int offset) {
    long hash = 0;
    for (int column : columns) hash = 31 * hash + row[offset + column];
    int slot = (int) (hash ^ hash >>> 32) & (index.length - 1);
    while (index[slot] != 0 && !same(Math.abs(index[slot]) - 1, columns, row, offset))
      slot = (slot + 1) & (index.length - 1);
    return slot;
  }

  private boolean same(int item, List<Integer> columns, long[] row, int offset) {
    long[] page = page(item);
    int at = at(item);
    for (int column : columns) {
      int end = column + width(column);
      if (!Arrays.equals(page, at + column, at + end, row, offset + column, offset + end))
        return false;
    }
    return true;
  }

  private static int width(int column) {
    return switch (column) {
      case CATEGORY -> 1;
      case HASH -> 4;
      default -> 2;
    };
  }

  private static long[] row(ItemClues clues) {
    var row = new long[HASH];
    clues.category().ifPresent(text -> row[CATEGORY] = present(Digest.of(text).first()));
    write(row, SOURCE, clues.sourceId());
    write(row, PICTURE, clues.picture().map(MatchKey::picture));
    write(row, QUESTION, clues.question().map(MatchKey::text));
    return row;
  }

  private static void write(long[] row, int column, Optional<String> text) {
    text.map(Digest::of)
        .ifPresent(digest -> {
          row[column] = present(digest.first());
          row[column + 1] = digest.second();
        });
  }

  private static long present(long digest) {
    return digest == 0 ? 1 : digest;
  }

  private static void write(long[] page, int at, Digest hash) {
    page[at + HASH] = hash.first();
    page[at + HASH + 1] = hash.second();
    page[at + HASH + 2] = hash.third();
    page[at + HASH + 3] = hash.fourth();
  }

  private long[] page(int item) {
    return pages.get(item / PAGE);
  }

  private static int at(int item) {
    return item % PAGE * WIDTH;
  }
}
