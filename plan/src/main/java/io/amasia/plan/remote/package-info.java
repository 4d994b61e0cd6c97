/// Stages run in other processes: what is sent to them, what they leave in the work directory, and
/// what comes back.
///
/// An engine for a new kind of cluster is a [io.amasia.plan.remote.Workers] and nothing else; see
/// there. [io.amasia.plan.remote.RemoteEngine] does the rest.
@NullMarked
package io.amasia.plan.remote;

import org.jspecify.annotations.NullMarked;
