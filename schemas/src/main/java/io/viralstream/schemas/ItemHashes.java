package io.viralstream.schemas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which hash each item of a benchmark version has, by its id, in some 80 bytes an item.
///
/// Entries stand one behind the other in pages, nine numbers each: four of the id's SHA-256, four
/// of the item's hash, and one that the caller notes beside them. An open-addressed index, at most
/// half full, finds an id's entry. So growing copies nothing but the index. For one thread.
public final class ItemHashes {
  private static final int PAGE = 1_024; // entries
  private static final int WIDTH = 9;
  private static final int ID = 0;
  private static final int HASH = 4;
  private static final int NOTE = 8;

  private final List<long[]> pages = new ArrayList<>();
  private int[] index = new int[64]; // an entry's number and 1, or 0
  private int size;

  /// What is known of one item.
  ///
  /// @param hash in hex
  public record Item(String hash, long note) {}

  /// Keeps an item's hash and note instead of what the id had before, which it returns.
  ///
  /// @param hash a SHA-256 in hex
  public Optional<Item> put(String id, String hash, long note) {
    var key = Digest.of(id);
    int slot = slot(key);
    if (index[slot] == 0) {
      add(key, slot, Digest.ofHex(hash), note);
      return Optional.empty();
    }
    int entry = index[slot] - 1;
    Item before = item(entry);
    write(entry, HASH, Digest.ofHex(hash));
    page(entry)[at(entry) + NOTE] = note;
    return Optional.of(before);
  }

  public Optional<Item> find(String id) {
    int slot = slot(Digest.of(id));
    return index[slot] == 0 ? Optional.empty() : Optional.of(item(index[slot] - 1));
  }

  /// How many ids there are.
  public int size() {
    return size;
  }

  /// Heap that they take.
  public long bytes() {
    return (long) pages.size() * PAGE * WIDTH * Long.BYTES + (long) index.length * Integer.BYTES;
  }

  /// All different hashes in the order of their hex, each made when it is asked for.
  Stream<String> sorted() {
    int[] order = order();
    return IntStream.range(0, order.length)
        .filter(at -> at == 0 || hash(order[at - 1]).compareTo(hash(order[at])) != 0)
        .mapToObj(at -> hash(order[at]).hex());
  }

  /// The entries by their hashes: first by as many leading bits as leave room for the entry's
  /// number beside them, then, where those bits are equal, by the whole.
  private int[] order() {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
    long[] keys = new long[size];
    for (int entry = 0; entry < size; entry++) {
      long leading = page(entry)[at(entry) + HASH] >>> bits << bits;
      keys[entry] = (leading | entry) ^ Long.MIN_VALUE; // the sign counts as any bit does
    }
    Arrays.sort(keys);
    int[] order = new int[size];
    for (int at = 0; at < size; at++)
      insert(order, at, (int) ((keys[at] ^ Long.MIN_VALUE) & ((1L << bits) - 1)));
    return order;
  }

  private void insert(int[] order, int end, int entry) {
    int at = end;
    for (; at > 0 && hash(order[at - 1]).compareTo(hash(entry)) > 0; at--)
      order[at] = order[at - 1];
    order[at] = entry;
  }

  private void add(Digest key, int slot, Digest hash, long note) {
    int entry = size++;
    if (entry / PAGE == pages.size()) pages.add(new long[PAGE * WIDTH]);
    write(entry, ID, key);
    write(entry, HASH, hash);
    page(entry)[at(entry) + NOTE] = note;
    index[slot] = entry + 1;
    if (2 * size > index.length) grow();
  }

  private void grow() {
    index = new int[2 * index.length];
    for (int entry = 0; entry < size; entry++) index[slot(digest(entry, ID))] = entry + 1;
  }

  /// Where the index has the id, or where it belongs.
  private int slot(Digest key) {
    int mask = index.length - 1;
    int slot = (int) key.first() & mask;
    while (index[slot] != 0 && !digest(index[slot] - 1, ID).equals(key)) slot = (slot + 1) & mask;
    return slot;
  }

  private Item item(int entry) {
    return new Item(hash(entry).hex(), page(entry)[at(entry) + NOTE]);
  }

  private Digest hash(int entry) {
    return digest(entry, HASH);
  }

  private Digest digest(int entry, int column) {
    long[] page = page(entry);
    int at = at(entry) + column;
    return new Digest(page[at], page[at + 1], page[at + 2], page[at + 3]);
  }

  private void write(int entry, int column, Digest digest) {
    long[] page = page(entry);
    int at = at(entry) + column;
    page[at] = digest.first();
    page[at + 1] = digest.second();
    page[at + 2] = digest.third();
    page[at + 3] = digest.fourth();
  }

  private long[] page(int entry) {
    return pages.get(entry / PAGE);
  }

  private static int at(int entry) {
    return entry % PAGE * WIDTH;
  }
}
