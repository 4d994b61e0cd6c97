package io.amasia.cli;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/// The `amasia` command. Results go to standard output, all else to standard error.
///
/// Exit codes: 0 good, 1 failed, 2 wrong usage, 70 a bug of ours.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    var stopping = Stopping.begin();
    int code = run(out, err, args);
    out.flush();
    stopping.done();
    System.exit(code);
  }

  /// Runs one command line and gives its exit code; for `main` and for tests.
  public static int run(PrintStream out, PrintStream err, String... args) {
    var console = new Console(out, err);
    CommandLine command = AmasiaCommand.line(console, args.length == 0 ? "" : args[0]);
    command.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setAbbreviatedOptionsAllowed(false);
    command.setExpandAtFiles(false); // inputs and stations read their lists themselves
    command.setUsageHelpWidth(100);
    command.setParameterExceptionHandler((e, _) -> usageError(console, e));
    command.setExecutionExceptionHandler((e, _, _) -> failure(console, e, args));
    try {
      return command.execute(args);
    } catch (
        Throwable
            e) { // what picocli does not hand to the handlers: errors such as OutOfMemoryError
      return failure(console, e, args);
    }
  }

  private static int usageError(Console console, CommandLine.ParameterException e) {
    if (e.getCause() instanceof AmasiaException.Usage usage) {
      console.error(String.valueOf(usage.getMessage()));
    } else {
      boolean command =
          e instanceof CommandLine.UnmatchedArgumentException
              && e.getCommandLine().getParent() == null;
      console.error(
          command
              ? "no command '%s'"
                  .formatted(((CommandLine.UnmatchedArgumentException) e).getUnmatched().getFirst())
              : String.valueOf(e.getMessage()));
      List<String> near = suggestions(e);
      if (!near.isEmpty()) {
        console.hint("did you mean " + String.join(" or ", near) + "?");
      }
    }
    console.hint("see: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return 2;
  }

  private static List<String> suggestions(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return unmatched.getSuggestions().stream().limit(3).toList();
    }
    return List.of();
  }

  private static int failure(Console console, Throwable thrown, String[] args) {
    if (thrown instanceof AmasiaException known) {
      console.error(String.valueOf(known.getMessage()));
      if (console.debug()) {
        known.printStackTrace(console.err());
      }
      return switch (known) {
        case AmasiaException.Usage _ -> 2;
        case AmasiaException.Label _,
            AmasiaException.Alignment _,
            AmasiaException.Format _,
            AmasiaException.Unsupported _,
            AmasiaException.MemoryLimit _,
            AmasiaException.Conflict _,
            AmasiaException.TaskFailed _,
            AmasiaException.Cancelled _ ->
            1;
      };
    }
    return bug(console, thrown, args);
  }

  private static int bug(Console console, Throwable thrown, String[] args) {
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    String where;
    try {
      Path report = Files.createTempFile("amasia-report-", ".txt");
      Files.writeString(
          report,
          "amasia %s on Java %s\narguments: %s\n\n%s"
              .formatted(
                  Version.text(),
                  System.getProperty("java.version"),
                  Arrays.toString(args),
                  trace));
      where = report.toString();
    } catch (IOException e) {
      where = "(the report could not be written: " + e.getMessage() + ")";
    }
    console.error(
        "this is a bug of Amasia, not of yours: "
            + thrown
            + "; please report it with the file "
            + where);
    if (console.debug()) {
      thrown.printStackTrace(console.err());
    }
    return 70;
  }
}
