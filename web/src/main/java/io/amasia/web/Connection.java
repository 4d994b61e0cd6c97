package io.amasia.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The connection that a request came by.
///
/// The JDK's server notices only when it answers that nobody is there any more. Linux tells before,
/// in its [tables of connections](https://docs.kernel.org/networking/proc_net_tcp.html).
///
/// @param localPort the server's
/// @param remotePort the client's
public record Connection(int localPort, int remotePort) {
  /// Of a request that came by none.
  public static final Connection NONE = new Connection(0, 0);

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String ESTABLISHED = "01";

  /// Those of `waiting` whose client has ended them; none where the system does not tell.
  public static Set<Connection> ended(Collection<Connection> waiting) {
    List<Path> tables = TABLES.stream().filter(Files::exists).toList();
    if (tables.isEmpty()) {
      return Set.of();
    }
    Set<Connection> open = new HashSet<>();
    try {
      for (Path table : tables) {
        addOpen(table, open);
      }
    } catch (IOException | NumberFormatException _) {
      return Set.of(); // of another form than is known here
    }
    Set<Connection> ended = new HashSet<>(waiting);
    ended.removeAll(open);
    ended.remove(NONE);
    return ended;
  }

  private static void addOpen(Path table, Set<Connection> open) throws IOException {
    List<String> lines = Files.readAllLines(table);
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] words = line.strip().split(" +", 5);
      if (words.length > 3 && words[3].equals(ESTABLISHED)) {
        open.add(new Connection(port(words[1]), port(words[2])));
      }
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }
}
