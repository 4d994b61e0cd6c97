package io.amasia.dataset;

import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Op;
import io.amasia.plan.Reduction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Assertions for tests of programs that use arrays and datasets, with xarray's names. What differs
/// is said: names, dimensions, attributes, how many values, and the first of them with its place.
///
/// Values are compared lazily, in bounded memory.
public final class Testing {
  private Testing() {}

  /// How values are compared.
  ///
  /// @param relative how far they may be apart, in parts of the second
  /// @param absolute and how far besides
  /// @param attrs whether attributes and names count
  private record Strictness(double relative, double absolute, boolean attrs) {
    boolean exact() {
      return relative == 0 && absolute == 0;
    }
  }

  /// Asserts same dimensions, coordinates and values; names and attributes don't count, and missing
  /// equals missing.
  ///
  /// @throws AssertionError if they differ; says how
  public static <T extends Labelled<T>> void assertEqual(T actual, T expected) {
    check(actual, expected, new Strictness(0, 0, false));
  }

  /// Asserts that they are equal, with equal names and attributes.
  ///
  /// @throws AssertionError if they differ; says how
  public static <T extends Labelled<T>> void assertIdentical(T actual, T expected) {
    check(actual, expected, new Strictness(0, 0, true));
  }

  /// Asserts that values are within `1e-5` of each other, relatively, and `1e-8` besides.
  ///
  /// @throws AssertionError if they differ; says how
  public static <T extends Labelled<T>> void assertAllclose(T actual, T expected) {
    assertAllclose(actual, expected, 1e-5, 1e-8);
  }

  /// Asserts `|actual - expected| <= atol + rtol |expected|` everywhere, or both missing.
  ///
  /// @throws AssertionError if they differ; says how
  public static <T extends Labelled<T>> void assertAllclose(
      T actual, T expected, double rtol, double atol) {
    check(actual, expected, new Strictness(rtol, atol, false));
  }

  /// Asserts that lazy values are cut into the same chunks, once those of each are made the same
  /// ([Chunked#unifyChunks]).
  ///
  /// @throws AssertionError if they are not; says how
  public static <T extends Labelled<T>> void assertChunksEqual(T actual, T expected) {
    Map<String, List<Long>> a = actual.unifyChunks().chunksizes();
    Map<String, List<Long>> b = expected.unifyChunks().chunksizes();
    if (!a.equals(b)) {
      throw new AssertionError("chunks differ: %s, expected %s".formatted(a, b));
    }
  }

  private static void check(Labelled<?> actual, Labelled<?> expected, Strictness strictness) {
    List<String> differences = new ArrayList<>();
    if (actual instanceof DataArray a && expected instanceof DataArray b) {
      if (strictness.attrs && !a.name().equals(b.name())) {
        differences.add(
            "name: %s, expected %s".formatted(a.name().orElse("none"), b.name().orElse("none")));
      }
      compare("values", a.variable(), b.variable(), strictness, differences);
    } else if (actual instanceof Dataset a && expected instanceof Dataset b) {
      all("variable", a.variables(), b.variables(), strictness, differences);
      if (strictness.attrs) {
        attributes("the dataset", a.attrs(), b.attrs(), differences);
      }
    }
    all("coordinate", actual.coords().asMap(), expected.coords().asMap(), strictness, differences);
    if (!differences.isEmpty()) {
      throw new AssertionError(
          "%s differ:%n  %s"
              .formatted(
                  actual instanceof DataArray ? "arrays" : "datasets",
                  String.join("%n  ".formatted(), differences)));
    }
  }

  private static void all(
      String what,
      Map<String, Variable> actual,
      Map<String, Variable> expected,
      Strictness strictness,
      List<String> differences) {
    Set<String> names = new LinkedHashSet<>(actual.keySet());
    names.addAll(expected.keySet());
    for (String name : names) {
      Variable a = actual.get(name);
      Variable b = expected.get(name);
      String label = what + " '" + name + "'";
      if (a == null) {
        differences.add(label + " is missing");
      } else if (b == null) {
        differences.add(label + " is not expected");
      } else {
        compare(label, a, b, strictness, differences);
      }
    }
  }

  private static void compare(
      String label, Variable a, Variable b, Strictness strictness, List<String> differences) {
    if (strictness.attrs) {
      attributes(label, a.attrs(), b.attrs(), differences);
    }
    if (!a.dims().equals(b.dims()) || !a.shape().equals(b.shape())) {
      differences.add(
          "%s: dimensions %s%s, expected %s%s"
              .formatted(label, a.dims(), a.shape(), b.dims(), b.shape()));
    } else if (!a.calendar().equals(b.calendar()) || !Comparison.comparable(a, b)) {
      differences.add("%s: %s, expected %s".formatted(label, type(a), type(b)));
    } else if (a.data() != b.data() && a.shape().size() > 0) {
      values(label, a, b, strictness, differences);
    }
  }

  private static String type(Variable v) {
    return v.dtype() + v.calendar().map(c -> " of calendar " + c.label()).orElse("");
  }

  private static void values(
      String label, Variable a, Variable b, Strictness strictness, List<String> differences) {
    Variable flat = new1d(a.computed(differing(a, b, strictness)));
    Node count = Nodes.reduce(flat.data(), Reduction.of(Reduction.Kind.SUM), List.of(0));
    Node first = Nodes.reduce(flat.data(), Reduction.of(Reduction.Kind.ARGMAX), List.of(0));
    List<NdArray> found = Computation.run(List.of(count, first));
    long many = found.getFirst().scalarLong();
    if (many == 0) {
      return;
    }
    Map<String, Object> at = new LinkedHashMap<>();
    long[] index = a.shape().index(found.get(1).scalarLong());
    for (int d = a.ndim() - 1; d >= 0; d--) {
      at.put(a.dims().get(d), index[d]);
    }
    differences.add(
        "%s: %d of %d values differ, first at %s: %s, expected %s"
            .formatted(label, many, a.shape().size(), at, value(a, at), value(b, at)));
  }

  private static Variable new1d(Variable v) {
    if (v.ndim() == 0) {
      return Layout.arrange(v, List.of("all"));
    }
    return v.ndim() == 1
        ? v
        : v.sameValues(
            List.of("all"), Nodes.reshape(v.data(), 0, v.ndim(), List.of(v.shape().size())));
  }

  private static String value(Variable v, Map<String, Object> at) {
    Dataset one = new Dataset(Map.of("v", v), Coordinates.NONE, Map.of());
    Variable scalar = Objects.requireNonNull(one.isel(at).variables().get("v")).compute();
    return ShownValues.values(scalar, false);
  }

  /// Where values differ, as bool.
  private static Node differing(Variable a, Variable b, Strictness strictness) {
    Node x = a.data();
    Node y = b.data();
    Node same =
        strictness.exact() || !a.dtype().isNumeric()
            ? Nodes.elementwise(Op.Binary.EQUAL, x, y)
            : near(x, y, strictness);
    if (a.dtype() != DType.STRING) {
      Node missing =
          Nodes.elementwise(
              Op.Binary.AND,
              Nodes.elementwise(Op.Unary.ISNULL, x),
              Nodes.elementwise(Op.Unary.ISNULL, y));
      same = Nodes.elementwise(Op.Binary.OR, same, missing);
    }
    return Nodes.elementwise(Op.Unary.NOT, same);
  }

  private static Node near(Node x, Node y, Strictness strictness) {
    Node a = Nodes.cast(x, DType.FLOAT64);
    Node b = Nodes.cast(y, DType.FLOAT64);
    int ndim = x.shape().ndim();
    Node allowed =
        Nodes.elementwise(
            Op.Binary.ADD,
            Nodes.full(strictness.absolute, DType.FLOAT64, Shape.ones(ndim)),
            Nodes.elementwise(
                Op.Binary.MULTIPLY,
                Nodes.full(strictness.relative, DType.FLOAT64, Shape.ones(ndim)),
                Nodes.elementwise(Op.Unary.ABS, b)));
    Node apart = Nodes.elementwise(Op.Unary.ABS, Nodes.elementwise(Op.Binary.SUBTRACT, a, b));
    // Equal infinities are no distance apart, though their difference is NaN.
    return Nodes.elementwise(
        Op.Binary.OR,
        Nodes.elementwise(Op.Binary.EQUAL, a, b),
        Nodes.elementwise(Op.Binary.LESS_EQUAL, apart, allowed));
  }

  private static void attributes(
      String label, Map<String, ?> actual, Map<String, ?> expected, List<String> differences) {
    Set<String> names = new LinkedHashSet<>(actual.keySet());
    names.addAll(expected.keySet());
    for (String name : names) {
      if (!Objects.equals(actual.get(name), expected.get(name))) {
        differences.add(
            "attribute '%s' of %s: %s, expected %s"
                .formatted(name, label, actual.get(name), expected.get(name)));
      }
    }
  }
}
