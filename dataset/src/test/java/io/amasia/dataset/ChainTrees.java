package io.amasia.dataset;

import io.amasia.dataset.Chains.Args;
import io.amasia.plan.Reduction.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Words of [ChainWords] for trees.
final class ChainTrees {
  private ChainTrees() {}

  /// A tree of what `from_dict` is given.
  static DataTree made(Args args) {
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    ((Map<?, ?>) args.need(0, "data"))
        .forEach((path, dataset) -> datasets.put((String) path, (Dataset) dataset));
    return DataTree.of(datasets);
  }

  static Object call(DataTree tree, String word, Args args) {
    if (word.startsWith("__")) {
      return operator(tree, word.substring(2, word.length() - 2), args);
    }
    return switch (word) {
      case "map_over_datasets" -> tree.mapOverDatasets(ChainOperations.function(args));
      case "isel" -> tree.isel(args.byName("drop"), args.flag("drop"));
      case "sel" ->
          tree.sel(
              args.byName("drop", "method", "tolerance"),
              ChainWords.lookup(args, "method", "tolerance"));
      case "cumsum" -> tree.cumsum(args.names(0, "dim"));
      case "cumprod" -> tree.cumprod(args.names(0, "dim"));
      case "drop_nodes" -> tree.dropNodes(args.names(0, "names"));
      case "match" -> tree.match(args.text(0, "pattern"));
      case "round" -> tree.round((int) args.whole(0, "decimals", 0));
      case "equals" -> python(tree.equals((DataTree) args.need(0, "other")));
      case "identical" -> python(tree.identical((DataTree) args.need(0, "other")));
      case "isomorphic" -> python(tree.isomorphic((DataTree) args.need(0, "other")));
      case "to_dataset" -> tree.dataset();
      default -> tree.reduce(Kind.valueOf(word.toUpperCase(Locale.ROOT)), over(args));
    };
  }

  private static Over over(Args args) {
    Over over =
        "...".equals(args.get(0, "dim", null)) ? Over.over("...") : Over.over(args.names(0, "dim"));
    if (args.named().get("skipna") instanceof Boolean skip) {
      over = over.skipna(skip);
    }
    return over.minCount(args.whole(99, "min_count", 0)).ddof((int) args.whole(99, "ddof", 0));
  }

  private static Object operator(DataTree tree, String name, Args args) {
    return switch (name) {
      case "getitem" -> {
        String at = args.text(0, "key");
        yield tree.has(at) ? tree.get(at) : tree.array(at);
      }
      case "neg" -> tree.negate();
      case "abs" -> tree.abs();
      case "invert" -> tree.not();
      case "radd", "rsub", "rmul", "rtruediv", "rfloordiv", "rmod", "rpow" ->
          tree.reversed(ChainValues.binary(name.substring(1)), (Number) args.need(0, "other"));
      default -> tree.binary(ChainValues.binary(name), args.need(0, "other"));
    };
  }

  private static String python(boolean truth) {
    return truth ? "true" : "false";
  }
}
