import static io.amasia.Amasia.*;

import io.amasia.dataset.DataArray;

/// Plans the mean of an array of a million chunks, several times: `Planning PASSES CHUNKS`.
void main(String[] args) {
  var seconds = new ArrayList<Double>();
  int chunks = Integer.parseInt(args[1]);
  var array = DataArray.of(new double[chunks], "x");
  for (int pass = 0; pass < Integer.parseInt(args[0]); pass++) {
    long start = System.nanoTime();
    array.chunk("x", 1).plus(1).mean().explain().sentence();
    seconds.add((System.nanoTime() - start) / 1e9);
  }
  IO.println("{\"seconds\": " + seconds + "}");
}
