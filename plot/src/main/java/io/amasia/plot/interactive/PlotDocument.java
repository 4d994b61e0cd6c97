package io.amasia.plot.interactive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a page shows, as `page.js` reads it.
///
/// @param kind `map`, `plane`, `lines`, `histogram` or `scatter`
/// @param json title, axes and values
/// @param notes what was left out or put together so that the page stays small
record PlotDocument(String kind, Map<String, Object> json, List<String> notes) {
  PlotDocument {
    notes = List.copyOf(notes);
  }

  /// All of it, `kind` first.
  Map<String, Object> whole() {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("kind", kind);
    whole.putAll(json);
    whole.put("notes", notes);
    return whole;
  }
}
