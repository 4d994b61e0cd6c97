package io.amasia.plan;

import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Shape;
import java.util.List;

/// A lazy array: an operation on inputs, with the shape, dtype and chunks that follow from them.
///
/// Nodes are made by [Nodes] only, which gives the same node for the same operation on the same
/// inputs, so equality is identity and common work is found for free.
public final class Node {
  private final Operation operation;
  private final List<Node> inputs;
  private final DType dtype;
  private final Shape shape;
  private final Chunks chunks;

  Node(Operation operation, List<Node> inputs, DType dtype, Chunks chunks) {
    this.operation = operation;
    this.inputs = List.copyOf(inputs);
    this.dtype = dtype;
    this.shape = chunks.shape();
    this.chunks = chunks;
  }

  public Operation operation() {
    return operation;
  }

  public List<Node> inputs() {
    return inputs;
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  public Chunks chunks() {
    return chunks;
  }
}
