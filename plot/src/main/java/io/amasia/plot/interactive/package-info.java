/// Plots as live objects: one document whose maps and charts answer to the reader.
///
/// The scripts beside these classes draw everything on a canvas: `map.js` and `chart.js` are the
/// two kinds of picture, `page.js` the document. They know nothing about where values come from, so
/// pages that fetch theirs use them too: [PlotScripts] lists them. Not here: pictures that stay as
/// they are ([io.amasia.plot.Figure]).
@NullMarked
package io.amasia.plot.interactive;

import org.jspecify.annotations.NullMarked;
