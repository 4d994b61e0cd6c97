import static io.amasia.Amasia.*;
import static io.amasia.dataset.Ufuncs.*;

/// The standard deviation of √(u²+v²) over all cells and times, held in memory: `WindSpeed PASSES
/// URL`.
void main(String[] args) {
  var seconds = new ArrayList<Double>();
  double result = 0;
  try (var ds = open(args[1])) {
    var held = ds.compute();
    var u = held.get("u");
    var v = held.get("v");
    for (int pass = 0; pass < Integer.parseInt(args[0]); pass++) {
      long start = System.nanoTime();
      result = sqrt(u.times(u).plus(v.times(v))).std().item();
      seconds.add((System.nanoTime() - start) / 1e9);
    }
  }
  IO.println("{\"seconds\": " + seconds + ", \"result\": [" + result + "]}");
}
