package io.amasia.netcdf;

import io.amasia.array.Box;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A box of a variable that a file being written holds: a line of its journal.
///
/// @param variable its number in the order of the schema
/// @param lengths bytes of each piece that was appended for it; empty where it has its own place
/// @param crc CRC-32C of all its bytes, in the order they were written
public record WrittenBox(int variable, Box box, List<Long> lengths, int crc) {
  public WrittenBox {
    lengths = List.copyOf(lengths);
  }

  String line() {
    return "%d %s %s %s %08x"
        .formatted(
            variable, joined(box.start()), joined(box.shape().toArray()), joined(lengths), crc);
  }

  private static String joined(long[] numbers) {
    return joined(Arrays.stream(numbers).boxed().toList());
  }

  private static String joined(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /// What a line says, or empty if it says something else.
  static Optional<WrittenBox> parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 5) {
      return Optional.empty();
    }
    try {
      long[] start = numbers(words[1]).mapToLong(Long::longValue).toArray();
      long[] length = numbers(words[2]).mapToLong(Long::longValue).toArray();
      return Optional.of(
          new WrittenBox(
              Integer.parseInt(words[0]),
              Box.of(start, length),
              numbers(words[3]).toList(),
              Integer.parseUnsignedInt(words[4], 16)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Stream<Long> numbers(String joined) {
    return joined.isEmpty() ? Stream.of() : Stream.of(joined.split(",", -1)).map(Long::valueOf);
  }
}
