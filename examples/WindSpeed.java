import static io.amasia.Amasia.*;

/// Arithmetic by name, and units: wind speed from its components, where it is stronger than a gale,
/// and its zonal mean in knots.
///
/// `amasia run examples/WindSpeed.java FILE`, a file with `u` and `v` in m/s.
void main(String[] args) {
  try (var ds = open(args[0])) {
    var u = ds.get("u");
    var v = ds.get("v");
    var speed =
        u.power(2).plus(v.power(2)).sqrt().named("speed").withAttr("units", "m s-1"); // still lazy
    var gales = speed.where(speed.gt(17.2)); // others are missing
    IO.println("strongest: " + speed.max().item() + " m/s");
    IO.println("gales at " + gales.count().item() + " of " + speed.shape().size() + " points");
    IO.println(speed.toUnits("knot").mean("longitude").compute());
  }
}
