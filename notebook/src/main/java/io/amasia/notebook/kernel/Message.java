package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A message of [Jupyter's protocol
/// 5.4](https://jupyter-client.readthedocs.io/en/stable/messaging.html).
///
/// @param identities whom it is from, or to: routes of ZeroMQ, a topic on the IOPub channel
/// @param parent the header of the request that it answers; empty if there is none
record Message(List<byte[]> identities, JsonNode header, JsonNode parent, JsonNode content) {
  static final String PROTOCOL = "5.4";

  Message {
    identities = List.copyOf(identities);
  }

  String type() {
    return header.path("msg_type").asText();
  }

  /// An empty JSON object.
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A new message to whoever sent this one, about it.
  Message answer(String type, JsonNode content) {
    return new Message(identities, header(type, header.path("session").asText()), header, content);
  }

  static ObjectNode header(String type, String session) {
    return object()
        .put("msg_id", UUID.randomUUID().toString())
        .put("session", session)
        .put("username", "kernel")
        .put("date", Instant.now().toString())
        .put("msg_type", type)
        .put("version", PROTOCOL);
  }
}
