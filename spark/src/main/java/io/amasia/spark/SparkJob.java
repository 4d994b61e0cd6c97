package io.amasia.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/// One job of Spark's: batches that executors turn into answers.
final class SparkJob {
  private SparkJob() {}

  /// What executors do with a batch.
  interface Work extends Serializable {
    byte[] answer(byte[] batch);
  }

  /// Begins the job. `answered` is told of each batch's answer, in any order, one at a time.
  static SimpleFutureAction<Boolean> submit(
      JavaSparkContext context,
      List<byte[]> batches,
      Work work,
      BiConsumer<Integer, byte[]> answered) {
    JavaRDD<byte[]> parts = context.parallelize(batches, batches.size());
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      numbers.add(i);
    }
    return context
        .sc()
        .submitJob(
            parts.rdd(),
            new Answering(work),
            CollectionConverters.asScala(numbers).toSeq(),
            new Answered(answered),
            new Done());
  }

  /// Runs on executors.
  private static final class Answering extends AbstractFunction1<Iterator<byte[]>, byte[]>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a Work is serializable
    private final Work work;

    Answering(Work work) {
      this.work = work;
    }

    @Override
    public byte[] apply(Iterator<byte[]> part) {
      return work.answer(part.next());
    }
  }

  private static final class Answered extends AbstractFunction2<Object, byte[], BoxedUnit> {
    private final BiConsumer<Integer, byte[]> told;

    Answered(BiConsumer<Integer, byte[]> told) {
      this.told = told;
    }

    @Override
    public BoxedUnit apply(Object number, byte[] answer) {
      told.accept((Integer) number, answer);
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
