/// The dashboard: what runs, live, for any engine. It hears the same events as everybody
/// ([io.amasia.plan.Event]) and shows them in pages that use the report's drawings
/// ([io.amasia.plan.watch.Report]).
///
/// Start with [io.amasia.web.dashboard.Dashboard].
@NullMarked
package io.amasia.web.dashboard;

import org.jspecify.annotations.NullMarked;
