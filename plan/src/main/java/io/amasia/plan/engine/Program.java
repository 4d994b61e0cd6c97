package io.amasia.plan.engine;

import io.amasia.array.DType;
import io.amasia.plan.Fusion;
import io.amasia.plan.Node;
import io.amasia.plan.Op;
import io.amasia.plan.Operation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A fused tree of elementwise operations as a list of instructions on registers, run strip by
/// strip. Immutable; shared by the tasks of a stage.
final class Program {
  /// Works on the first `n` elements of its registers.
  interface Instruction {
    void run(Registers r, int n);
  }

  /// Where a value lies.
  record Slot(Domain domain, int register) {}

  private final List<Instruction> once;
  private final List<Instruction> eachStrip;
  private final List<Slot> outputs;
  private final Map<Domain, Integer> registers;
  private final List<Integer> leafOutputs;

  private Program(
      List<Instruction> once,
      List<Instruction> eachStrip,
      List<Slot> outputs,
      Map<Domain, Integer> registers,
      List<Integer> leafOutputs) {
    this.leafOutputs = leafOutputs;
    this.once = once;
    this.eachStrip = eachStrip;
    this.outputs = outputs;
    this.registers = registers;
  }

  /// The program that leaves `outputs` in registers.
  static Program compile(Fusion fusion, List<Node> outputs) {
    return new Compiler(fusion, outputs).compile();
  }

  List<Slot> outputs() {
    return outputs;
  }

  /// Registers for a run over the elements of `walk`, whose first arrays are the leaves.
  Registers start(List<Block> blocks, Walk walk) {
    Registers r =
        new Registers(count(Domain.FLOAT), count(Domain.DOUBLE), count(Domain.LONG), blocks, walk);
    for (Instruction instruction : once) {
      instruction.run(r, r.length());
    }
    return r;
  }

  private int count(Domain domain) {
    return registers.getOrDefault(domain, 0);
  }

  /// Computes the `n` elements from element `at` on.
  void strip(Registers r, long at, int n) {
    r.moveTo(at);
    for (Instruction instruction : eachStrip) {
      instruction.run(r, n);
    }
  }

  /// Assigns registers: a value keeps its register until its last use.
  private static final class Compiler {
    private final Fusion fusion;
    private final List<Node> outputs;
    private final Map<Node, Slot> slots = new HashMap<>();
    private final Map<Node, Integer> uses = new HashMap<>();
    private final Set<Node> presences = new HashSet<>();
    private final Set<Node> weighed = new HashSet<>();
    private final List<Instruction> once = new ArrayList<>();
    private final List<Instruction> code = new ArrayList<>();
    private final Map<Domain, List<Integer>> free = new EnumMap<>(Domain.class);
    private final Map<Domain, Integer> counts = new EnumMap<>(Domain.class);

    Compiler(Fusion fusion, List<Node> outputs) {
      this.fusion = fusion;
      this.outputs = outputs;
    }

    Program compile() {
      for (Node node : fusion.nodes()) {
        node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
      }
      outputs.forEach(output -> uses.merge(output, 1, Integer::sum));
      for (Node node : fusion.nodes()) {
        if (node.operation() instanceof Operation.Cast && isPresence(node)) {
          presences.add(node.inputs().getFirst());
        } else if (isWeighing(node)) {
          weighed.add(node.inputs().getFirst());
        }
      }
      for (Node node : fusion.nodes()) {
        if (presences.contains(node) || weighed.contains(node)) {
          continue;
        }
        if (node.operation() instanceof Operation.Full(var value, var _, var _)) {
          // Filled before the first strip, so nothing else may ever write to its register: neither
          // before it in the program nor after.
          Slot slot = fresh(Domain.of(node.dtype()));
          uses.merge(node, 1, Integer::sum); // for ever
          slots.put(node, slot);
          once.add(Translation.fill(value, node.dtype(), slot));
          continue;
        }
        emit(node);
      }
      List<Slot> results = outputs.stream().map(this::slot).toList();
      List<Integer> leafOutputs = outputs.stream().map(fusion.leaves()::indexOf).toList();
      return new Program(List.copyOf(once), List.copyOf(code), results, counts, leafOutputs);
    }

    /// Whether `node` turns the `notnull` of a float, which nothing else uses, into float64: what
    /// weights are counted by.
    private boolean isPresence(Node node) {
      Node test = node.inputs().getFirst();
      return node.dtype() == DType.FLOAT64
          && test.operation() instanceof Operation.Elementwise(var op)
          && op == Op.Unary.NOTNULL
          && uses.getOrDefault(test, 0) == 1
          && fusion.nodes().contains(test)
          && Domain.of(test.inputs().getFirst().dtype()) != Domain.LONG;
    }

    /// Whether `node` is the product of a presence, which nothing else uses, with float64 weights.
    private boolean isWeighing(Node node) {
      return node.operation() instanceof Operation.Elementwise(var op)
          && op == Op.Binary.MULTIPLY
          && node.dtype() == DType.FLOAT64
          && node.inputs().get(1).dtype() == DType.FLOAT64
          && node.inputs().get(1) != node.inputs().getFirst()
          && node.inputs().getFirst().operation() instanceof Operation.Cast
          && uses.getOrDefault(node.inputs().getFirst(), 0) == 1
          && fusion.nodes().contains(node.inputs().getFirst())
          && isPresence(node.inputs().getFirst());
    }

    private void emit(Node node) {
      Node first = node.inputs().isEmpty() ? node : node.inputs().getFirst();
      boolean weighs = weighed.contains(first);
      boolean presence = presences.contains(first);
      List<Node> from =
          weighs
              ? List.of(first.inputs().getFirst().inputs().getFirst(), node.inputs().get(1))
              : presence ? first.inputs() : node.inputs();
      Operation operation = node.operation();
      if (isSquare(node)) {
        from = from.subList(0, 1);
        operation = new Operation.Elementwise(Op.Unary.SQUARE);
      }
      var inputs = new ArrayList<Translation.Operand>();
      for (Node input : from) {
        inputs.add(new Translation.Operand(slot(input), input.dtype()));
      }
      var translation = new Translation(inputs, node.dtype(), this::allocate, code::add);
      Slot result =
          weighs
              ? translation.weighed()
              : presence ? translation.present() : translation.translate(operation);
      translation
          .temporaries()
          .forEach(t -> {
            if (!t.equals(result)) {
              release(t);
            }
          });
      slots.put(node, result);
      for (Node input : from) {
        if (uses.merge(input, -1, Integer::sum) == 0) {
          release(slot(input));
        }
      }
    }

    /// Whether `node` is floats to the power 2: their product with themselves has the same bits.
    private static boolean isSquare(Node node) {
      return node.dtype().isFloating()
          && node.operation() instanceof Operation.Elementwise(var op)
          && op == Op.Binary.POWER
          && node.inputs().get(1).operation() instanceof Operation.Full(var power, var _, var _)
          && power.doubleValue() == 2;
    }

    private Slot slot(Node node) {
      Slot known = slots.get(node);
      if (known != null) {
        return known;
      }
      int leaf = fusion.leaves().indexOf(node);
      Slot slot = allocate(Domain.of(node.dtype()));
      slots.put(node, slot);
      code.add((r, n) -> r.load(leaf, slot.domain(), slot.register(), n));
      return slot;
    }

    private Slot allocate(Domain domain) {
      List<Integer> reusable = free(domain);
      return reusable.isEmpty() ? fresh(domain) : new Slot(domain, reusable.removeLast());
    }

    private Slot fresh(Domain domain) {
      return new Slot(domain, counts.merge(domain, 1, Integer::sum) - 1);
    }

    private List<Integer> free(Domain domain) {
      return free.computeIfAbsent(domain, d -> new ArrayList<>());
    }

    private void release(Slot slot) {
      free(slot.domain()).add(slot.register());
    }
  }

  /// The leaf that output `k` is, or -1.
  int leafOf(int k) {
    return leafOutputs.get(k);
  }

  /// Whether it computes nothing: all outputs are leaves.
  boolean isIdle() {
    return !leafOutputs.contains(-1);
  }
}
