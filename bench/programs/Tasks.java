import static io.amasia.Amasia.*;

import io.amasia.dataset.DataArray;
import io.amasia.plan.Session;

/// Adds numbers up, a task for each, several times: `Tasks PASSES TASKS [ENGINE]`. Tells what each
/// pass took by the clock, and of the CPU, by this process and its children together.
void main(String[] args) {
  var seconds = new ArrayList<Double>();
  var cpuSeconds = new ArrayList<Double>();
  int tasks = Integer.parseInt(args[1]);
  String engine = args.length > 2 ? args[2] : "local";
  Session.builder().taskBytes(Double.BYTES).engine(engine).build().makeDefault();
  var array = DataArray.of(new double[tasks], "x").chunk("x", 1);
  for (int pass = 0; pass < Integer.parseInt(args[0]); pass++) {
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    double sum = array.plus(1).sum().item();
    if (sum != tasks) {
      throw new IllegalStateException("the sum of " + tasks + " ones is not " + sum);
    }
    seconds.add((System.nanoTime() - start) / 1e9);
    cpuSeconds.add(cpuSeconds() - cpu);
  }
  IO.println("{\"seconds\": " + seconds + ", \"cpu\": " + cpuSeconds + "}");
}

double cpuSeconds() {
  var own = ProcessHandle.current();
  return Stream.concat(Stream.of(own), own.descendants())
      .flatMap(process -> process.info().totalCpuDuration().stream())
      .mapToDouble(time -> time.toMillis() / 1e3)
      .sum();
}
