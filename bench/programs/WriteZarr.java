import static io.amasia.Amasia.*;

import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.Encoding;

/// Writes `t`, held in memory, as another store has it, several times: `WriteZarr PASSES FROM LIKE
/// TO`.
void main(String[] args) {
  var seconds = new ArrayList<Double>();
  try (var ds = open(args[1]);
      var like = open(args[2])) {
    var held = ds.compute();
    var options =
        DatasetWriter.Options.standard()
            .overwriting()
            .encoding("t", Encoding.of(like.get("t").variable()));
    for (int pass = 0; pass < Integer.parseInt(args[0]); pass++) {
      long start = System.nanoTime();
      held.toZarr(args[3], options);
      seconds.add((System.nanoTime() - start) / 1e9);
    }
  }
  IO.println("{\"seconds\": " + seconds + "}");
}
