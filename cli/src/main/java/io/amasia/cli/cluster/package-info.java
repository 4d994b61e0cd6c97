/// Clusters of Spark's own master and workers, as processes on this machine or on others over SSH,
/// from Amasia's jars alone: no Spark distribution, no daemon of ours.
///
/// No class of Spark is loaded here: a cluster is a folder with a state file and some processes.
/// Start at [io.amasia.cli.cluster.Cluster]; the command is `ClusterCommand`.
@NullMarked
package io.amasia.cli.cluster;

import org.jspecify.annotations.NullMarked;
