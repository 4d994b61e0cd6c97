package io.amasia.spark;

import io.amasia.plan.remote.StagePackage;
import io.amasia.plan.remote.TaskRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/// A stage as one job of Spark's, with one of its partitions for each range of tasks.
final class SparkJob {
  private SparkJob() {}

  /// Begins the job. `reported` gets each range's report as JSON, in any order, one at a time.
  ///
  /// @param tasks hears of its tasks
  static SimpleFutureAction<Boolean> submit(
      JavaSparkContext context,
      StagePackage stage,
      List<TaskRange> ranges,
      JobTasks tasks,
      Consumer<String> reported) {
    context.setLocalProperty("spark.scheduler.pool", stage.computation());
    context.setLocalProperty(JobTasks.JOB, tasks.job());
    context.setJobDescription(
        "%s of %d tasks".formatted(stage.part(), ranges.getLast().to() - ranges.getFirst().from()));
    JavaRDD<long[]> parts =
        context.parallelize(
            ranges.stream().map(r -> new long[] {r.from(), r.to()}).toList(), ranges.size());
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      numbers.add(i);
    }
    return context
        .sc()
        .submitJob(
            parts.rdd(),
            new RangeWork(stage),
            CollectionConverters.asScala(numbers).toSeq(),
            new Reported(reported),
            new Done());
  }

  private static final class Reported extends AbstractFunction2<Object, String, BoxedUnit> {
    private final Consumer<String> told;

    Reported(Consumer<String> told) {
      this.told = told;
    }

    @Override
    public BoxedUnit apply(Object partition, String report) {
      told.accept(report);
      return BoxedUnit.UNIT;
    }
  }

  private static final class Done extends AbstractFunction0<Boolean> {
    @Override
    public Boolean apply() {
      return true;
    }
  }
}
