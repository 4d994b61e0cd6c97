/// The operations of the command and their climate meaning: incomplete periods dropped, months
/// weighted by their length, areas by the sphere, bounds and cell_methods kept.
///
/// Start at [Operation] (what there is) and [OperationOption] (how it is written).
@NullMarked
package io.amasia.cli.operation;

import org.jspecify.annotations.NullMarked;
