package io.amasia.plan.engine;

import io.amasia.array.Box;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.array.Indexer;
import io.amasia.array.NdArray;
import io.amasia.array.Region;
import io.amasia.array.Shape;
import io.amasia.plan.Demand;
import io.amasia.plan.Expansion.Job;
import io.amasia.plan.Fusion;
import io.amasia.plan.Node;
import io.amasia.plan.Operation;
import io.amasia.plan.Results;
import io.amasia.plan.WaitingValues;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.ReadListener;
import io.amasia.storage.format.StoredArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Runs the jobs of one task, each block given back as soon as nothing needs it. Not thread-safe.
final class Evaluator implements AutoCloseable {
  private final Results results;
  private final Programs programs;
  private final ReadListener listener;
  private final LongConsumer restored;
  private final Carried carried;
  private final Map<Job, Block> blocks = new HashMap<>();
  private final Map<Job, NdArray> owned = new HashMap<>();
  private final Map<Job, Integer> uses = new HashMap<>();
  private final Map<Job, Job> viewed = new HashMap<>();

  /// @param restored told how many bytes came from the scratch folder
  /// @param carried what the task has read already; outlives this
  Evaluator(
      Results results,
      Programs programs,
      ReadListener listener,
      LongConsumer restored,
      Carried carried) {
    this.results = results;
    this.programs = programs;
    this.listener = listener;
    this.restored = restored;
    this.carried = carried;
  }

  /// Runs `job`, whose inputs have run.
  void run(Job job) {
    uses.put(job, job.uses());
    Block read = carried.block(job);
    if (read != null) {
      blocks.put(job, read);
      return;
    }
    switch (job.kind()) {
      case SOURCE -> source(job, Objects.requireNonNull(job.node()));
      case SOURCE_PART -> keep(job, sourcePart(job, Objects.requireNonNull(job.node())));
      case PROGRAM -> keep(job, program(job, Objects.requireNonNull(job.node())));
      case OPERATION -> operation(job, Objects.requireNonNull(job.node()));
    }
    if (!viewed.containsKey(job)) {
      job.inputs().forEach(this::release);
    }
  }

  /// The result of `job`.
  Block block(Job job) {
    return Objects.requireNonNull(blocks.get(job));
  }

  private void keep(Job job, NdArray values) {
    owned.put(job, values);
    blocks.put(job, Block.of(values));
  }

  private void release(Job job) {
    Job now = job;
    while (now != null && uses.merge(now, -1, Integer::sum) == 0) {
      blocks.remove(now);
      NdArray own = owned.remove(now);
      if (own != null) {
        own.close();
      }
      now = viewed.remove(now);
    }
  }

  private void source(Job job, Node node) {
    WaitingValues waiting = results.waiting(node);
    StoredArray stored = stored(node);
    NdArray whole = waiting == null ? null : waiting.whole(job.box());
    if (whole != null) {
      blocks.put(job, Block.of(whole));
    } else if (waiting != null) {
      keep(job, waiting.read(job.box(), restored));
    } else if (stored != null) {
      keep(job, ArrayReader.read(stored, job.box(), listener));
    } else {
      Block part = slice(Block.of(atHand(node)), job.box());
      // Results of a barrier come dense, however they were kept: sums must not see the difference.
      if (part.isDense() || !results.has(node) || node.dtype() == DType.STRING) {
        blocks.put(job, part);
      } else {
        keep(job, Copier.dense(part));
      }
    }
  }

  /// The array that the values of a source are read from, or null if they are at hand.
  private @Nullable StoredArray stored(Node node) {
    boolean read = !results.has(node);
    return read && node.operation() instanceof Operation.Read(var array) ? array : null;
  }

  /// The whole values of a literal, or of what an earlier stage computed.
  private NdArray atHand(Node node) {
    return node.operation() instanceof Operation.Literal(var values) ? values : results.get(node);
  }

  private static Block slice(Block block, Box box) {
    return block.slice(box.start(), box.shape());
  }

  private NdArray sourcePart(Job job, Node node) {
    Node source = node.inputs().getFirst();
    WaitingValues waiting = results.waiting(source);
    StoredArray stored = stored(source);
    Chunks chunks = null;
    RegionReader.Source values = box -> Taken.view(slice(Block.of(atHand(source)), box));
    if (waiting != null) {
      chunks = waiting.chunks();
      values = box -> Taken.owned(waiting.read(box, restored));
    } else if (stored != null) {
      chunks = stored.chunks();
      values = box -> Taken.owned(ArrayReader.read(stored, box, listener));
    }
    return switch (node.operation()) {
      case Operation.Select(var region) -> {
        Region part = Demand.within(region, job.box());
        Optional<Box> box = part.asBox();
        yield box.isPresent() && chunks != null
            ? Objects.requireNonNull(values.read(box.get()).own())
            : RegionReader.select(values, node.dtype(), part, chunks);
      }
      case Operation.Gather(var axes, var positions) ->
          RegionReader.gather(
              values, node.dtype(), source, axes, positions, job.box(), chunks != null);
      default -> throw new IllegalStateException("no part: " + node.operation());
    };
  }

  private NdArray program(Job job, Node node) {
    Fusion fusion = Objects.requireNonNull(job.fusion());
    NdArray target = NdArray.allocate(node.dtype(), job.box().shape());
    try {
      List<Block> leaves = job.inputs().stream().map(this::block).toList();
      var store = new Storing(target, Box.all(target.shape()));
      programs
          .of(fusion, List.of(node))
          .run(leaves, target.shape(), new long[job.box().ndim()], List.of(List.of(store)));
      return target;
    } catch (Throwable e) {
      target.close();
      throw e;
    }
  }

  private void view(Job job, Block block) {
    blocks.put(job, block);
    viewed.put(job, job.inputs().getFirst());
  }

  private void operation(Job job, Node node) {
    switch (node.operation()) {
      case Operation.Rechunk _ -> view(job, block(job.inputs().getFirst()));
      case Operation.Broadcast _ -> view(job, broadcast(block(job.inputs().getFirst()), job.box()));
      case Operation.Transpose(var order) ->
          view(job, transpose(block(job.inputs().getFirst()), order));
      case Operation.Reshape reshape -> {
        Job input = job.inputs().getFirst();
        Block from = block(input);
        keep(job, Reshaping.copy(reshape, node, job.demands().getFirst().box(), from, job.box()));
      }
      case Operation.Select(var region) -> select(job, region);
      case Operation.Gather(var axes, var positions) -> {
        Box inputBox = job.demands().getFirst().box();
        Block input = block(job.inputs().getFirst());
        keep(
            job,
            RegionReader.gather(
                box -> Taken.view(slice(input, relative(box, inputBox))),
                node.dtype(),
                node.inputs().getFirst(),
                axes,
                positions,
                job.box(),
                false));
      }
      case Operation.Sweep sweep -> {
        List<Block> inputs = job.inputs().stream().map(this::block).toList();
        keep(job, Sweeping.compute(sweep, node, job.demands(), inputs, job.box()));
      }
      case Operation.Concat(var axis) -> concat(job, node.dtype(), axis);
      case Operation.Elementwise(var op) ->
          keep(
              job,
              TextOps.apply(
                  op,
                  node.dtype(),
                  job.inputs().stream().map(this::block).toList(),
                  job.box().shape()));
      case Operation.Cast _ -> view(job, block(job.inputs().getFirst()));
      case Operation.Random(var seed, var _) ->
          keep(job, Philox.uniform(seed, node.shape(), job.box()));
      case Operation.Full(var value, var _, var _) ->
          throw new IllegalStateException("full text " + value);
      case Operation.Read _,
          Operation.Literal _,
          Operation.Reduce _,
          Operation.GroupReduce _,
          Operation.ArgSort _ ->
          throw new IllegalStateException("not inside a task: " + node.operation());
    }
  }

  private static Box relative(Box box, Box within) {
    Box shifted = box;
    for (int d = 0; d < box.ndim(); d++) {
      shifted = shifted.with(d, box.start(d) - within.start(d), box.length(d));
    }
    return shifted;
  }

  private static Block broadcast(Block input, Box box) {
    long[] strides = input.strides();
    for (int d = 0; d < strides.length; d++) {
      if (input.shape().size(d) == 1) {
        strides[d] = 0;
      }
    }
    return new Block(input.array(), input.offset(), box.shape(), strides);
  }

  private static Block transpose(Block input, List<Integer> order) {
    long[] strides = new long[order.size()];
    long[] sizes = new long[order.size()];
    for (int d = 0; d < sizes.length; d++) {
      int from = order.get(d);
      strides[d] = from < 0 ? 0 : input.strides()[from];
      sizes[d] = from < 0 ? 1 : input.shape().size(from);
    }
    return new Block(input.array(), input.offset(), Shape.of(sizes), strides);
  }

  private void select(Job job, Region region) {
    Block input = block(job.inputs().getFirst());
    Box around = job.demands().getFirst().box();
    Region part = Demand.within(region, job.box());
    boolean ranges = part.indexers().stream().allMatch(Indexer.Range.class::isInstance);
    if (!ranges) {
      keep(
          job,
          RegionReader.select(
              box -> Taken.view(slice(input, relative(box, around))),
              input.array().dtype(),
              part,
              null));
      return;
    }
    long[] strides = input.strides();
    long offset = input.offset();
    for (int d = 0; d < strides.length; d++) {
      Indexer.Range range = (Indexer.Range) part.indexers().get(d);
      offset += range.count() == 0 ? 0 : (range.start() - around.start(d)) * strides[d];
      strides[d] *= range.step();
    }
    view(job, new Block(input.array(), offset, part.shape(), strides));
  }

  private void concat(Job job, DType dtype, int axis) {
    if (job.inputs().size() == 1) {
      view(job, block(job.inputs().getFirst()));
      return;
    }
    try (var assembly = new Assembly(dtype, job.box().shape())) {
      long[] start = new long[job.box().ndim()];
      for (Job input : job.inputs()) {
        Block part = block(input);
        assembly.put(part, start);
        start[axis] += part.shape().size(axis);
      }
      keep(job, assembly.finish());
    }
  }

  @Override
  public void close() {
    new ArrayList<>(owned.values()).forEach(NdArray::close);
    owned.clear();
  }
}
