package io.amasia.dataset;

import io.amasia.array.AmasiaException;
import java.util.Map;
import java.util.concurrent.Callable;

/// What operations do and summaries show where nothing else is said: xarray's `set_options`.
///
/// They hold for what is said inside [#run] or [#call], also by threads that take over its scope,
/// or for the whole process after [#makeDefault]. Lazy results keep what held when they were made.
///
/// @param arithmeticJoin which labels the result of an operator has when those of the operands
///   differ
/// @param keepAttrs whether operators and reductions keep the attributes that stay true
/// @param displayWidth characters in a line of a summary, about
/// @param displayMaxRows how many variables, coordinates or attributes a section of a summary shows
/// @param displayExpandCoords whether summaries show the coordinates, not only their number
/// @param displayExpandDataVars the same for data variables
/// @param displayExpandAttrs the same for attributes
public record Defaults(
    Alignment.Join arithmeticJoin,
    boolean keepAttrs,
    int displayWidth,
    int displayMaxRows,
    boolean displayExpandCoords,
    boolean displayExpandDataVars,
    boolean displayExpandAttrs) {
  private static final Defaults STANDARD =
      new Defaults(Alignment.Join.INNER, true, 80, Integer.MAX_VALUE, true, true, true);

  private static final ScopedValue<Defaults> SCOPED = ScopedValue.newInstance();
  private static volatile Defaults everywhere = STANDARD;

  public Defaults {
    if (displayWidth < 40 || displayMaxRows < 1) {
      throw new AmasiaException.Usage(
          "summaries %d characters wide of %d rows; allowed are 40 characters and 1 row or more"
              .formatted(displayWidth, displayMaxRows));
    }
  }

  /// Inner joins, attributes kept, everything shown.
  public static Defaults standard() {
    return STANDARD;
  }

  /// Those that hold here and now.
  public static Defaults current() {
    return SCOPED.orElse(everywhere);
  }

  public Defaults arithmeticJoin(Alignment.Join join) {
    return new Defaults(
        join,
        keepAttrs,
        displayWidth,
        displayMaxRows,
        displayExpandCoords,
        displayExpandDataVars,
        displayExpandAttrs);
  }

  public Defaults keepAttrs(boolean keep) {
    return new Defaults(
        arithmeticJoin,
        keep,
        displayWidth,
        displayMaxRows,
        displayExpandCoords,
        displayExpandDataVars,
        displayExpandAttrs);
  }

  public Defaults displayWidth(int characters) {
    return shown(
        characters, displayMaxRows, displayExpandCoords, displayExpandDataVars, displayExpandAttrs);
  }

  public Defaults displayMaxRows(int rows) {
    return shown(
        displayWidth, rows, displayExpandCoords, displayExpandDataVars, displayExpandAttrs);
  }

  public Defaults displayExpandCoords(boolean expand) {
    return shown(displayWidth, displayMaxRows, expand, displayExpandDataVars, displayExpandAttrs);
  }

  public Defaults displayExpandDataVars(boolean expand) {
    return shown(displayWidth, displayMaxRows, displayExpandCoords, expand, displayExpandAttrs);
  }

  public Defaults displayExpandAttrs(boolean expand) {
    return shown(displayWidth, displayMaxRows, displayExpandCoords, displayExpandDataVars, expand);
  }

  private Defaults shown(int width, int rows, boolean coords, boolean variables, boolean attrs) {
    return new Defaults(arithmeticJoin, keepAttrs, width, rows, coords, variables, attrs);
  }

  /// What an operator gave, without attributes if none are kept.
  static Dataset kept(Dataset result) {
    return current().keepAttrs
        ? result
        : result.mapVariables(v -> v.withAttrs(Map.of())).withAttrs(Map.of());
  }

  /// Does `body` with these.
  public void run(Runnable body) {
    ScopedValue.where(SCOPED, this).run(body);
  }

  /// What `body` gives with these.
  public <T> T call(Callable<T> body) throws Exception {
    return ScopedValue.where(SCOPED, this).call(body::call);
  }

  /// Makes these hold wherever no others are said, from now on.
  public void makeDefault() {
    everywhere = this;
  }
}
