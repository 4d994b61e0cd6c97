package io.amasia.storage;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// What a writer has done, a line each, in a file that is there when it is killed. The first line
/// names the work, so that who does the same can go on where it ended. Thread-safe.
public final class Journal {
  private final Path file;
  private final FileChannel channel;
  private final ReentrantLock lock = new ReentrantLock();

  /// A journal in `file`, through `channel`, which stays the caller's.
  public Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Adds a line, or nothing of it if it can't be written whole.
  public void add(String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    lock.lock();
    try {
      long begin = channel.position();
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        channel.truncate(begin); // the next line must not be joined to its beginning
        throw e;
      }
    } catch (IOException e) {
      throw failed("write", e);
    } finally {
      lock.unlock();
    }
  }

  /// Makes what was added survive a crash of the machine.
  public void sync() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw failed("sync", e);
    }
  }

  /// The whole lines that are there; not one that a killed writer had only begun.
  public List<String> lines() {
    lock.lock();
    try {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      String[] lines = text.split("\n", -1);
      return List.of(lines).subList(0, lines.length - 1);
    } catch (IOException e) {
      throw failed("read", e);
    } finally {
      lock.unlock();
    }
  }

  /// Keeps `lines`, the first that are there, and goes on after them.
  public void goOnAfter(List<String> lines) {
    long end = 0;
    for (String line : lines) {
      end += line.getBytes(StandardCharsets.UTF_8).length + 1;
    }
    lock.lock();
    try {
      channel.truncate(end).position(end);
    } catch (IOException e) {
      throw failed("write", e);
    } finally {
      lock.unlock();
    }
  }

  private AmasiaException failed(String verb, IOException e) {
    return new AmasiaException.Format("can't %s %s: %s".formatted(verb, file, e.getMessage()), e);
  }
}
