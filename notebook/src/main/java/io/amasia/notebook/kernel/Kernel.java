package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.notebook.History;
import io.amasia.notebook.Interpreter;
import io.amasia.notebook.StandardStreams;
import io.amasia.plan.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;

/// The kernel of a notebook: answers the messages of front ends until one of them ends it.
///
/// Each socket has a thread of its own. Cells, and what asks the compiler, run on one more, one
/// after the other; only that one is ever interrupted. What is computed runs in the session that
/// was current when the kernel was made.
public final class Kernel implements AutoCloseable {
  /// Cells may recurse deeper than threads of the system's size let them.
  private static final long STACK_BYTES = 16L << 20;

  private final String session = UUID.randomUUID().toString();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final ZContext context = new ZContext();
  private final String version;
  private final Consumer<String> log;
  private final History history;
  private final Channel shell;
  private final Channel control;
  private final Channel heartbeat;
  private final IoPub ioPub;
  private final StdIn stdin;
  private final StandardStreams streams;
  private final ExecutorService cells =
      Executors.newSingleThreadExecutor(work ->
          Thread.ofPlatform().daemon().name("amasia-cell").stackSize(STACK_BYTES).unstarted(work));
  private final Future<Interpreter> interpreter;
  private final Future<Execution> execution;

  /// Listens where `connection` says, and there only.
  ///
  /// @param version of Amasia, which front ends show
  /// @param log is told what no cell should show
  /// @throws AmasiaException.Usage if it can't listen there
  public Kernel(ConnectionFile connection, String version, History history, Consumer<String> log) {
    this.version = version;
    this.history = history;
    this.log = log;
    var wire = new Wire(connection.key());
    try {
      heartbeat = channel(SocketType.REP, connection.address(connection.heartbeat()), wire);
      shell = channel(SocketType.ROUTER, connection.address(connection.shell()), wire);
      control = channel(SocketType.ROUTER, connection.address(connection.control()), wire);
      stdin = new StdIn(channel(SocketType.ROUTER, connection.address(connection.stdin()), wire));
      ioPub =
          new IoPub(
              channel(SocketType.PUB, connection.address(connection.ioPub()), wire), session, log);
    } catch (AmasiaException e) {
      context.close();
      throw e;
    }
    streams = StandardStreams.take(stdin::line);
    Session current = Session.current();
    interpreter = cells.submit(() -> current.call(Interpreter::new));
    execution = cells.submit(() -> new Execution(interpreter.get(), ioPub, stdin, history));
    ioPub.status("starting", Message.object());
    begin("heartbeat", heartbeat::echo);
    begin("control", () -> control.receive().ifPresent(request -> answer(request, control)));
    begin("shell", () -> shell.receive().ifPresent(request -> answer(request, shell)));
  }

  private Channel channel(SocketType type, String address, Wire wire) {
    return new Channel(context, type, address, wire, log);
  }

  private void begin(String name, Runnable turn) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name("amasia-kernel-" + name)
            .start(() -> {
              while (ended.getCount() > 0) {
                try {
                  turn.run();
                } catch (Throwable e) { // one request, or a full heap, is not the end
                  log.accept("%s: %s".formatted(name, e));
                }
              }
            }));
  }

  /// Waits until a front end ends the kernel, or [#end] is called.
  public void await() throws InterruptedException {
    ended.await();
  }

  /// Ends the kernel: stops what runs, and answers nothing any more.
  public void end() {
    ended.countDown();
    interrupt();
  }

  /// Stops the cell that runs, if one does.
  private void interrupt() {
    if (interpreter.state() == Future.State.SUCCESS) {
      interpreter.resultNow().interrupt();
    }
  }

  private void answer(Message request, Channel from) {
    ioPub.status("busy", request.header());
    try {
      Optional<ObjectNode> reply = reply(request);
      String type = request.type().replaceAll("_request$", "_reply");
      reply.ifPresent(content -> from.send(request.answer(type, content)));
      if (request.type().equals("shutdown_request")) {
        ioPub.say("shutdown_reply", request.header(), request.content());
      }
      if (failed(reply) && request.content().path("stop_on_error").asBoolean(true)) {
        abortWaiting();
      }
    } finally {
      ioPub.status("idle", request.header());
    }
    if (request.type().equals("shutdown_request")) {
      end();
    }
  }

  /// The content of the reply; empty if there is none to this kind of message.
  private Optional<ObjectNode> reply(Message request) {
    try {
      return switch (request.type()) {
        case "kernel_info_request" -> Optional.of(Requests.kernelInfo(version));
        case "execute_request" -> Optional.of(onCellThread(request));
        case "complete_request", "inspect_request", "is_complete_request" ->
            Optional.of(onCellThread(request));
        case "history_request" -> Optional.of(Requests.history(history, request.content()));
        case "interrupt_request" -> {
          interrupt();
          yield Optional.of(Requests.ok());
        }
        case "shutdown_request" ->
            Optional.of(
                Requests.ok().put("restart", request.content().path("restart").asBoolean()));
        case "comm_info_request" -> {
          ObjectNode none = Requests.ok();
          none.putObject("comms");
          yield Optional.of(none);
        }
        case "comm_open" -> {
          closeComm(request);
          yield Optional.empty();
        }
        case "comm_msg", "comm_close", "input_reply" -> Optional.empty();
        default -> {
          log.accept("ignored a message: no such type '%s'".formatted(request.type()));
          yield Optional.empty();
        }
      };
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      log.accept("%s: %s".formatted(request.type(), cause));
      ObjectNode error = Message.object().put("status", "error").put("ename", "KernelError");
      error.put("evalue", String.valueOf(cause)).putArray("traceback").add(String.valueOf(cause));
      return Optional.of(error);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private ObjectNode onCellThread(Message request) throws ExecutionException, InterruptedException {
    return cells
        .submit(() -> {
          var code = interpreter.get().code();
          return switch (request.type()) {
            case "complete_request" -> Requests.complete(code, request.content());
            case "inspect_request" -> Requests.inspect(code, request.content());
            case "is_complete_request" -> Requests.isComplete(code, request.content());
            default -> execution.get().run(request);
          };
        })
        .get();
  }

  private static boolean failed(Optional<ObjectNode> reply) {
    return reply.isPresent()
        && reply.get().path("status").asText().equals("error")
        && reply.get().has("execution_count");
  }

  /// Cells that were sent with the one that failed are not run.
  private void abortWaiting() {
    for (var next = shell.receiveNow(); next.isPresent(); next = shell.receiveNow()) {
      Message request = next.get();
      if (request.type().equals("execute_request")) {
        ioPub.status("busy", request.header());
        shell.send(request.answer("execute_reply", execution.resultNow().aborted()));
        ioPub.status("idle", request.header());
      } else {
        answer(request, shell);
      }
    }
  }

  /// Nothing in this kernel talks by comms.
  private void closeComm(Message request) {
    ObjectNode content =
        Message.object().put("comm_id", request.content().path("comm_id").asText());
    content.putObject("data");
    ioPub.say("comm_close", request.header(), content);
  }

  @Override
  public void close() {
    end();
    for (Thread thread : threads) {
      try {
        thread.join(java.time.Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (interpreter.state() == Future.State.SUCCESS) {
      interpreter.resultNow().close();
    }
    cells.shutdownNow();
    streams.close();
    stdin.close();
    ioPub.close();
    shell.close();
    control.close();
    heartbeat.close();
    context.close();
  }
}
