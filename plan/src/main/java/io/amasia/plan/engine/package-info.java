/// Engines: what runs the tasks of a stage.
@NullMarked
package io.amasia.plan.engine;

import org.jspecify.annotations.NullMarked;
