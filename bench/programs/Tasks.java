import static io.amasia.Amasia.*;

import io.amasia.dataset.DataArray;
import io.amasia.plan.Session;

/// Adds numbers up, a task for each, several times: `Tasks PASSES TASKS`.
void main(String[] args) {
  var seconds = new ArrayList<Double>();
  int tasks = Integer.parseInt(args[1]);
  Session.builder().taskBytes(Double.BYTES).build().makeDefault();
  var array = DataArray.of(new double[tasks], "x").chunk("x", 1);
  for (int pass = 0; pass < Integer.parseInt(args[0]); pass++) {
    long start = System.nanoTime();
    array.plus(1).sum().item();
    seconds.add((System.nanoTime() - start) / 1e9);
  }
  IO.println("{\"seconds\": " + seconds + "}");
}
