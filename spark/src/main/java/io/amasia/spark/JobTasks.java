package io.amasia.spark;

import io.amasia.plan.remote.TaskRange;
import io.amasia.plan.remote.Workers;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import scala.jdk.javaapi.CollectionConverters;

/// The tasks of one job of Spark's that run, copies of slow ones among them: Spark calls a job done
/// while copies still run. Thread-safe.
final class JobTasks extends SparkListener {
  /// The property of a job that tells which it is.
  static final String JOB = "amasia.job";

  private final String job = UUID.randomUUID().toString();
  private final List<TaskRange> ranges;
  private final Workers.Listener told;
  private final Set<Object> stages = new HashSet<>();
  private final Set<Long> running = new HashSet<>();
  private final CountDownLatch jobEnd = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int number = -1;

  /// @param ranges those of the job's partitions
  /// @param told told who begins which
  JobTasks(List<TaskRange> ranges, Workers.Listener told) {
    this.ranges = ranges;
    this.told = told;
  }

  /// What the job has to carry as its property [#JOB].
  String job() {
    return job;
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    Properties properties = start.properties();
    if (properties != null && job.equals(properties.getProperty(JOB))) {
      number = start.jobId();
      stages.addAll(CollectionConverters.asJava(start.stageIds()));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    if (stages.contains(start.stageId())) {
      TaskInfo task = start.taskInfo();
      change(() -> running.add(task.taskId()));
      told.started(ranges.get(task.index()), RangeWork.worker(task.executorId(), task.host()));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (stages.contains(end.stageId())) {
      change(() -> running.remove(end.taskInfo().taskId()));
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    if (end.jobId() == number) {
      jobEnd.countDown();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until none runs any more, when the job is done or was cancelled.
  ///
  /// @return whether none runs within `seconds`
  boolean awaitNone(long seconds) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(seconds);
    long start = System.nanoTime();
    // Events come in order: what began before the job's end is known then.
    if (!jobEnd.await(left, TimeUnit.NANOSECONDS)) {
      return false;
    }
    left -= System.nanoTime() - start;
    lock.lock();
    try {
      while (!running.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
