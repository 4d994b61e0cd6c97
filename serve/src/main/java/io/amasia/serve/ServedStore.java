package io.amasia.serve;

import io.amasia.array.Box;
import io.amasia.array.Region;
import io.amasia.dataset.cf.CfEncoder;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Session;
import io.amasia.plan.Stage;
import io.amasia.zarr.VirtualStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A dataset as a Zarr store of one version: documents at hand, chunks computed when they are asked
/// for, by the same plan and codecs that would write them. Thread-safe.
final class ServedStore {
  /// Files of a source whose versions a tag is made of.
  private static final int MOST_LOOKED_AT = 256;

  private final VirtualStore store;
  private final Map<String, Node> nodes;
  private final Map<String, Stage.Packed> packed;
  private final Map<String, String> fingerprints = new ConcurrentHashMap<>();
  private final UUID unknown = UUID.randomUUID();

  ServedStore(CfEncoder.Encoded encoded, int version) {
    store = VirtualStore.of(encoded.schema(), version);
    nodes = encoded.nodes();
    packed = encoded.packed();
  }

  Optional<byte[]> document(String key) {
    return store.document(key);
  }

  Optional<VirtualStore.Chunk> chunk(String key) {
    return store.chunk(key);
  }

  /// What the values of `chunk` take before they are encoded.
  long bytes(VirtualStore.Chunk chunk) {
    return chunk.box().shape().size() * node(chunk.array()).dtype().itemSize();
  }

  /// What tells one state of `chunk` from another: equal where plan, sources and encoding are.
  /// Empty where nobody tells whether a source was rewritten, or too many would have to be looked
  /// at.
  Optional<String> tag(VirtualStore.Chunk chunk) {
    return Session.current()
        .chunkVersions(Map.of(chunk.array(), part(chunk)), MOST_LOOKED_AT)
        .map(versions -> tag((name(chunk) + versions).getBytes(StandardCharsets.UTF_8)));
  }

  /// What tells `chunk` from all other chunks, in whatever state its sources are.
  String name(VirtualStore.Chunk chunk) {
    return fingerprints.computeIfAbsent(chunk.array(), this::fingerprint) + chunk.box();
  }

  /// Of values in memory that are too many to look at: new with each server.
  private String fingerprint(String array) {
    String plan = Session.current().quickFingerprint(Map.of(array, node(array)));
    String documents = store.version() + tag(store.words(array).getBytes(StandardCharsets.UTF_8));
    return (plan.isEmpty() ? unknown + array : plan) + documents;
  }

  /// A tag of bytes that are at hand.
  static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The encoded bytes of `chunk`, computed; empty if it holds nothing but the fill value.
  ///
  /// @throws io.amasia.array.AmasiaException.MemoryLimit if it can't fit
  /// @throws io.amasia.array.AmasiaException.TaskFailed if it can't be read or computed
  Optional<byte[]> compute(VirtualStore.Chunk chunk) {
    Node part = part(chunk);
    Stage.Packed how = packed.get(chunk.array());
    try (var sink = new ChunkSink(store, chunk, part)) {
      Session.current()
          .write(
              Map.of(chunk.array(), part),
              how == null ? Map.of() : Map.of(chunk.array(), how),
              sink);
      sink.commit();
      return sink.bytes();
    }
  }

  private Node part(VirtualStore.Chunk chunk) {
    Node whole = node(chunk.array());
    boolean isAll = chunk.box().equals(Box.all(whole.shape()));
    return isAll ? whole : Nodes.select(whole, Region.of(chunk.box()));
  }

  private Node node(String array) {
    return Objects.requireNonNull(nodes.get(array));
  }
}
