import static io.amasia.Amasia.*;

import io.amasia.dataset.Lookup;
import java.util.Map;

/// The series at the grid point nearest to a place; of a chunked store only the chunks that hold it
/// are read.
///
/// `amasia run examples/PickPoint.java STORE VARIABLE LON LAT`
void main(String[] args) {
  double lon = Double.parseDouble(args[2]);
  double lat = Double.parseDouble(args[3]);
  try (var ds = open(args[0])) {
    var field = ds.get(args[1]);
    var point = field.sel(Map.of("lon", lon, "lat", lat), Lookup.nearest());
    IO.println("nearest: " + point.coord("lon").item() + ", " + point.coord("lat").item());
    IO.println(point.explain().sentence());
    IO.println("warmest: " + point.max().item());
    IO.println("of " + point.count().item() + " values, mean " + point.mean().item());
  }
}
