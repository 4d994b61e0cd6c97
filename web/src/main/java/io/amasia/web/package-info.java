/// Pages over HTTP from the process that computes: who may ask ([io.amasia.web.Guard]), what
/// answers which path ([io.amasia.web.Router]), and streams of events ([io.amasia.web.Broadcast]).
///
/// The only home of the JDK's HTTP server. Start with [io.amasia.web.WebServer]; the dashboard is
/// the first to use it.
@NullMarked
package io.amasia.web;

import org.jspecify.annotations.NullMarked;
