/// The computation as data: nodes, the rules that rewrite them, the stages they are lowered to, and
/// the session that runs them.
///
/// Start at [io.amasia.plan.Node] and [io.amasia.plan.Operation], then [io.amasia.plan.Session].
@NullMarked
package io.amasia.plan;

import org.jspecify.annotations.NullMarked;
