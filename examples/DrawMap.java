import static io.amasia.Amasia.*;

/// A map of the mean over a period, in degrees Celsius.
///
/// `amasia run examples/DrawMap.java FILE VARIABLE FROM TO MAP.png`
void main(String[] args) {
  try (var ds = open(args[0])) {
    var mean = ds.get(args[1]).sel("time", slice(args[2], args[3])).mean("time");
    plot(mean).subtitle("mean of " + args[2] + "–" + args[3]).save(args[4]);
  }
}
