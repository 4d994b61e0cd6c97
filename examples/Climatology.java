import static io.amasia.Amasia.*;

/// The mean January, February and so on of a base period, and how each month of the record differs
/// from its own.
///
/// `amasia run examples/Climatology.java FILE VARIABLE FROM TO OUT.zarr`
void main(String[] args) {
  try (var ds = open(args[0])) {
    var field = ds.get(args[1]);
    var climatology = field.sel("time", slice(args[2], args[3])).groupBy("time.month").mean();
    var anomaly = field.groupBy("time.month").minus(climatology);
    IO.println(anomaly.explain().sentence()); // nothing has run yet
    write(anomaly.toDataset(args[1] + "_anomaly"), args[4]); // runs in pieces that fit in memory
  }
}
