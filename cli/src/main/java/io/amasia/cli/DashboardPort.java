package io.amasia.cli;

import io.amasia.web.dashboard.Dashboard;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// Takes the port after `--dashboard` if a number follows, so that a file may follow too.
final class DashboardPort implements CommandLine.IParameterConsumer {
  @Override
  @SuppressWarnings("JdkObsolete") // picocli's signature
  public void consumeParameters(Stack<String> args, ArgSpec arg, CommandSpec spec) {
    boolean given = !args.isEmpty() && args.peek().matches("[0-9]{1,5}");
    arg.setValue(given ? args.pop() : Integer.toString(Dashboard.PORT));
  }
}
