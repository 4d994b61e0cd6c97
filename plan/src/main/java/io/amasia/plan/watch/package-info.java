/// Who listens to running computations. Start with [io.amasia.plan.Event], what there is to hear.
@NullMarked
package io.amasia.plan.watch;

import org.jspecify.annotations.NullMarked;
