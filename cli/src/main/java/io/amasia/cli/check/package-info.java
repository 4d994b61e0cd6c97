/// What files say of themselves, and whether they fit together, found before anything is computed:
/// `amasia check`.
///
/// Start at [Inspection]. Only metadata and coordinates are read. What is found is a [Finding]; how
/// findings are printed belongs to the command.
@NullMarked
package io.amasia.cli.check;

import org.jspecify.annotations.NullMarked;
