/// Plans, stages and what they need as versioned JSON, so that they can be kept, compared and run
/// in other processes.
///
/// Each kind of thing has one file with both directions side by side. What is written is checked
/// against the format's number when it is read; whatever is read, only declared errors come out.
/// Start at [io.amasia.plan.travel.PlanJson].
@NullMarked
package io.amasia.plan.travel;

import org.jspecify.annotations.NullMarked;
