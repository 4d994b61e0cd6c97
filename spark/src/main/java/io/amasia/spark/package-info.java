/// Tasks on other machines, by Apache Spark: standalone clusters, Kubernetes, and clusters that
/// live as long as the program.
///
/// Spark is asked for little: to keep JVMs running somewhere, to hand them batches of task numbers
/// and to hand batches out again when a JVM dies. Plans, values and results travel through the work
/// directory, never through Spark's shuffle, and no operation of ours is an operation of Spark's.
/// Start at [io.amasia.spark.SparkWorkers].
@NullMarked
package io.amasia.spark;

import org.jspecify.annotations.NullMarked;
