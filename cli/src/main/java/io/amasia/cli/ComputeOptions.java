package io.amasia.cli;

import io.amasia.cli.operation.Operation;
import io.amasia.cli.operation.OperationOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Adds every operation to a command as an option, and keeps them in the order they were written.
final class ComputeOptions {
  private final List<Operation> operations = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  /// The operations of the command line, in order.
  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /// The same as they were written.
  String words() {
    return String.join(" ", words);
  }

  void addTo(CommandSpec spec) {
    int order = 0;
    for (OperationOption.Group group : OperationOption.Group.values()) {
      var headed =
          ArgGroupSpec.builder()
              .heading("%n" + group.heading() + ":%n")
              .exclusive(false)
              .order(++order);
      for (OperationOption option : OperationOption.values()) {
        if (option.group() == group) {
          headed.addArg(option(option));
        }
      }
      spec.addArgGroup(headed.build());
    }
  }

  private OptionSpec option(OperationOption option) {
    boolean bare = option.value().isEmpty();
    List<String> values = CompletionCommand.values(option.value());
    return OptionSpec.builder(option.option())
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity(bare ? "0" : "1")
        .paramLabel(bare ? "" : option.value().replace("%", "%%"))
        .description(option.description().replace("%", "%%"))
        .completionCandidates(values.isEmpty() ? null : values)
        .parameterConsumer(new InOrder(option))
        .build();
  }

  /// Reads an option's value the moment it is met, so that order is kept.
  private final class InOrder implements CommandLine.IParameterConsumer {
    private final OperationOption option;

    InOrder(OperationOption option) {
      this.option = option;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's signature
    public void consumeParameters(Stack<String> args, ArgSpec arg, CommandSpec spec) {
      if (option.value().isEmpty()) {
        operations.add(option.parse(""));
        words.add(option.option());
      } else if (args.isEmpty()) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            option.option() + " needs a value: " + option.option() + " " + option.value());
      } else {
        String value = args.pop();
        operations.add(option.parse(value));
        words.add(option.option() + " " + value);
      }
    }
  }
}
