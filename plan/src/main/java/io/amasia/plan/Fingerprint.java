package io.amasia.plan;

import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.storage.format.StoredArray;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// A digest of a plan and its inputs, so that a later process can tell whether its work is the
/// same.
///
/// Of stored arrays it takes the URL, path, layout and attributes, and of local files and stores
/// the size and time of the file or its metadata; not the values.
final class Fingerprint {
  private static final long QUICK_BYTES = 16 << 20;

  private final MessageDigest digest;

  private Fingerprint(MessageDigest digest) {
    this.digest = digest;
  }

  /// Whether what of the plan is in memory is digested in a few milliseconds.
  static boolean isQuick(Plan plan) {
    long bytes = 0;
    for (Node node : plan.nodes()) {
      if (node.operation() instanceof Operation.Literal(var values)) {
        bytes += values.nbytes();
      }
    }
    return bytes <= QUICK_BYTES;
  }

  static String of(Plan plan) {
    try {
      var fingerprint = new Fingerprint(MessageDigest.getInstance("SHA-256"));
      Map<Node, Integer> numbers = new HashMap<>();
      for (Node node : plan.nodes()) {
        numbers.put(node, numbers.size());
        fingerprint.say(node.dtype() + " " + node.shape() + " " + node.chunks());
        node.inputs().forEach(input -> fingerprint.say("%" + numbers.get(input)));
        fingerprint.operation(node.operation());
      }
      plan.roots().forEach((name, node) -> fingerprint.say(name + " = %" + numbers.get(node)));
      return HexFormat.of().formatHex(fingerprint.digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void say(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  private void operation(Operation operation) {
    say(operation.getClass().getSimpleName());
    switch (operation) {
      case Operation.Read(var array) -> read(array);
      case Operation.Literal(var values) -> values(values);
      case Operation.Select(var region) -> region.indexers().forEach(this::indexer);
      case Operation.Gather(var axes, var positions) -> {
        say(axes.toString());
        positions.forEach(p -> say(Arrays.toString(p)));
      }
      case Operation.GroupReduce(var reduction, var axis, var groups) -> {
        say(reduction + " " + axis + " " + groups);
        say(Long.toString(groups.block()));
        for (long i = 0; i < groups.positions() && groups.block() == 0; i++) {
          say(Integer.toString(groups.of(i)));
        }
      }
      case Operation.Regrid(var axis, var weights, var _) -> {
        say(axis + " " + weights.source() + " " + weights.target());
        for (int i = 0; i < weights.target().size(); i++) {
          for (int k = weights.start(i); k < weights.end(i); k++) {
            say(weights.column(k) + " " + weights.value(k));
          }
        }
      }
      case Operation.Elementwise(Op.TextAt(var texts)) -> {
        say("text at " + texts.size());
        texts.forEach(text -> say(text.length() + " " + text));
      }
      default -> say(operation.toString());
    }
  }

  private void indexer(Indexer indexer) {
    say(indexer.toString());
    if (indexer instanceof Indexer.Points) {
      for (long i = 0; i < indexer.count(); i++) {
        say(Long.toString(indexer.at(i)));
      }
    }
  }

  private void values(NdArray values) {
    if (values.dtype() == DType.STRING) {
      for (long i = 0; i < values.size(); i++) {
        say(values.getString(i));
      }
    } else {
      // The JVM has quick checksums from the start, but a quick digest only once it is compiled.
      var one = new CRC32C();
      var other = new CRC32();
      long step = 1 << 30;
      for (long at = 0; at < values.data().byteSize(); at += step) {
        long n = Math.min(step, values.data().byteSize() - at);
        one.update(values.data().asSlice(at, n).asByteBuffer());
        other.update(values.data().asSlice(at, n).asByteBuffer());
      }
      say(values.dtype() + " " + values.shape() + " " + one.getValue() + " " + other.getValue());
    }
  }

  private void read(StoredArray array) {
    say(array.url() + " " + array.path() + " " + array.codecs() + " " + array.attrs());
    SourceStamp.of(array).forEach(stamp -> say(stamp.toString()));
  }
}
