import static io.amasia.Amasia.*;

/// Reads `t` of a store into memory, several times: `ReadZarr PASSES URL`.
void main(String[] args) {
  var seconds = new ArrayList<Double>();
  var result = new ArrayList<Double>();
  for (int pass = 0; pass < Integer.parseInt(args[0]); pass++) {
    result.clear();
    long start = System.nanoTime();
    try (var ds = open(args[1])) {
      var t = ds.get("t").compute();
      seconds.add((System.nanoTime() - start) / 1e9);
      for (double value : t.isel("latitude", 0).isel("longitude", 0).thin("time", 97).toDoubles()) {
        result.add(value);
      }
    }
    System.gc(); // the array's memory goes back to the pool
  }
  IO.println("{\"seconds\": " + seconds + ", \"result\": " + result + "}");
}
