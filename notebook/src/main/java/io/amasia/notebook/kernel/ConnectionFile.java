package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/// Where a front end wants the kernel to listen, and the key that both sign by: the [connection
/// file](https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files).
///
/// @param key signs messages by HMAC with SHA-256; empty if they are not signed
public record ConnectionFile(
    String ip, int shell, int control, int ioPub, int stdin, int heartbeat, String key) {
  /// Reads a connection file.
  ///
  /// @throws AmasiaException.Usage if it is none, or asks for what this kernel does not do
  public static ConnectionFile read(Path file) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new AmasiaException.Usage(file + " is no connection file: " + e.getMessage());
    }
    require(file, json, "transport", "tcp");
    if (!json.path("key").asText().isEmpty()) {
      require(file, json, "signature_scheme", "hmac-sha256");
    }
    return new ConnectionFile(
        json.path("ip").asText("127.0.0.1"),
        port(file, json, "shell_port"),
        port(file, json, "control_port"),
        port(file, json, "iopub_port"),
        port(file, json, "stdin_port"),
        port(file, json, "hb_port"),
        json.path("key").asText());
  }

  private static void require(Path file, JsonNode json, String name, String value) {
    String given = json.path(name).asText(value);
    if (!given.equals(value)) {
      throw new AmasiaException.Usage(
          "%s asks for the %s %s; this kernel knows %s".formatted(file, name, given, value));
    }
  }

  private static int port(Path file, JsonNode json, String name) {
    int port = json.path(name).asInt(-1);
    if (port < 1 || port > 65_535) {
      throw new AmasiaException.Usage("%s has no port as %s".formatted(file, name));
    }
    return port;
  }

  /// Whether only this machine can reach it.
  public boolean isLoopback() {
    try {
      return !ip.equals("*") && InetAddress.getByName(ip).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  String address(int port) {
    return "tcp://%s:%d".formatted(ip.contains(":") ? "[" + ip + "]" : ip, port);
  }
}
