package io.amasia.notebook;

import io.amasia.notebook.Output.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The process's streams in the hands of cells: what is printed becomes outputs, what is read is
/// asked of the person at the notebook. The one place outside the command that touches
/// `System.out`, since cells print there; the old streams come back when this is closed.
public final class StandardStreams implements AutoCloseable {
  /// `java.lang.IO` keeps the stream that it read first, so all cells of a process have the same.
  private static final Asked ASKED = new Asked();

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private final Asking asking = ASKED.asking;

  private StandardStreams() {}

  /// Asks the person at the notebook for a line.
  @FunctionalInterface
  public interface Asking {
    /// The line without its end; null if there is none to be had.
    ///
    /// @throws IOException if nobody can be asked; says why
    @Nullable String line() throws IOException;
  }

  /// Takes the streams of this process; reading fails.
  public static StandardStreams take() {
    return take(StandardStreams::nobody);
  }

  private static String nobody() throws IOException {
    throw new IOException("there is nobody to be asked for input here");
  }

  /// Takes the streams of this process.
  public static StandardStreams take(Asking asking) {
    var before = new StandardStreams();
    System.setOut(printing(Channel.OUT, before.out));
    System.setErr(printing(Channel.ERR, before.err));
    ASKED.ask(asking);
    System.setIn(ASKED);
    return before;
  }

  /// Where the process itself says what no cell should hear.
  public PrintStream log() {
    return err;
  }

  @Override
  public void close() {
    CellOutput.current().ifPresent(CellOutput::flush);
    System.setOut(out);
    System.setErr(err);
    ASKED.ask(asking);
    System.setIn(in);
  }

  private static PrintStream printing(Channel channel, PrintStream before) {
    return new PrintStream(new Printed(channel, before), true, StandardCharsets.UTF_8);
  }

  /// Bytes that are text of the cell that runs, or of the process while none ever did.
  private static final class Printed extends OutputStream {
    private final Channel channel;
    private final PrintStream before;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    // The beginning of a character whose end is still to come.
    private ByteBuffer rest = ByteBuffer.allocate(0);

    Printed(Channel channel, PrintStream before) {
      this.channel = channel;
      this.before = before;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      var cell = CellOutput.current();
      if (cell.isEmpty()) {
        before.write(bytes, offset, length);
        return;
      }
      cell.get().print(channel, decoded(bytes, offset, length));
    }

    private synchronized String decoded(byte[] bytes, int offset, int length) {
      ByteBuffer all = ByteBuffer.allocate(rest.remaining() + length);
      all.put(rest).put(bytes, offset, length).flip();
      CharBuffer chars = CharBuffer.allocate(all.remaining());
      decoder.decode(all, chars, false);
      rest = all;
      return chars.flip().toString();
    }
  }

  /// Lines of whoever is asked, as bytes.
  private static final class Asked extends InputStream {
    private volatile Asking asking = StandardStreams::nobody;
    private ByteBuffer line = ByteBuffer.allocate(0);

    void ask(Asking whom) {
      asking = whom;
      line = ByteBuffer.allocate(0);
    }

    @Override
    public int read() throws IOException {
      return fill() ? line.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int n = Math.min(length, line.remaining());
      line.get(bytes, offset, n);
      return n;
    }

    @Override
    public int available() {
      return line.remaining();
    }

    private boolean fill() throws IOException {
      if (line.hasRemaining()) {
        return true;
      }
      CellOutput.current().ifPresent(CellOutput::flush);
      String asked = asking.line();
      if (asked == null) {
        return false;
      }
      line = ByteBuffer.wrap((asked + "\n").getBytes(StandardCharsets.UTF_8));
      return true;
    }
  }
}
