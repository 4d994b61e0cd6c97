package io.amasia.notebook.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Messages as the frames that are sent: routes, a delimiter, the signature, and four parts of
/// JSON. Thread-safe.
final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final int PARTS = 4;
  private static final int KNOWN_SIGNATURES = 65_536;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] key;
  // Of messages that came; the same one again is somebody's who listened.
  private final Set<String> seen =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > KNOWN_SIGNATURES;
                }
              }));

  Wire(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /// Frames that are no message; says why.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String why) {
      super(why);
    }
  }

  List<byte[]> frames(Message message) {
    List<byte[]> parts = new ArrayList<>();
    for (JsonNode part :
        List.of(message.header(), message.parent(), Message.object(), message.content())) {
      try {
        parts.add(JSON.writeValueAsBytes(part));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(signature(parts).getBytes(StandardCharsets.US_ASCII));
    frames.addAll(parts);
    return frames;
  }

  /// The message that `frames` are.
  ///
  /// @throws Malformed if they are none, or not signed by the key
  Message message(List<byte[]> frames) throws Malformed {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    int first = delimiter + 2;
    if (first + PARTS > frames.size()) {
      throw new Malformed(
          "%d frames, %s"
              .formatted(
                  frames.size(), delimiter == frames.size() ? "no delimiter" : "too few parts"));
    }
    List<byte[]> parts = frames.subList(first, first + PARTS);
    check(frames.get(delimiter + 1), parts);
    JsonNode header = json(parts.get(0));
    if (!header.path("msg_type").isTextual()) {
      throw new Malformed("no msg_type in the header");
    }
    return new Message(
        frames.subList(0, delimiter), header, json(parts.get(1)), json(parts.get(3)));
  }

  private void check(byte[] given, List<byte[]> parts) throws Malformed {
    if (key.length == 0) {
      return;
    }
    String wanted = signature(parts);
    if (!MessageDigest.isEqual(given, wanted.getBytes(StandardCharsets.US_ASCII))) {
      throw new Malformed("wrong signature");
    }
    if (!seen.add(wanted)) {
      throw new Malformed("a signature that came before");
    }
  }

  private static JsonNode json(byte[] part) throws Malformed {
    try {
      JsonNode node = JSON.readTree(part);
      if (node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      // Falls through to the one message.
    }
    throw new Malformed("a part that is no JSON object");
  }

  private String signature(List<byte[]> parts) {
    if (key.length == 0) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
