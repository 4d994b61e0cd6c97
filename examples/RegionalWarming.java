import static io.amasia.Amasia.*;

/// The annual mean of a country in every member of an ensemble, as anomaly from 1961–1990, drawn
/// with the spread of the members.
///
/// `amasia run examples/RegionalWarming.java FILES VARIABLE COUNTRY PICTURE`, where the files (a
/// Zarr store will do, such as the demo's) have a dimension `member`.
void main(String[] args) {
  try (var ds = open(args[0])) {
    var annual =
        ds.get(args[1])
            .region(args[2])
            .weighted(areaWeights()) // cells shrink towards the poles
            .mean("lat", "lon")
            .groupBy("time.year")
            .weighted(timeWeights()) // months differ in length
            .mean();
    var base = annual.sel("year", slice(1961, 1990)).mean("year");
    var anomaly = annual.minus(base).compute(); // runs here: all of it is read once
    IO.println(anomaly.mean("member").isel("year", slice(-10, null)).compute());
    plot(anomaly)
        .title(args[2])
        .subtitle("annual mean, anomaly from 1961–1990")
        .difference()
        .save(args[3]);
  }
}
