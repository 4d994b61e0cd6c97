package io.amasia.plan.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.plan.travel.Document;
import io.amasia.plan.travel.Sources;
import io.amasia.storage.format.StoredArray;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Arrays of this process by their number, for plans that travel no further.
public record KnownSources(List<StoredArray> known) implements Sources {
  public KnownSources() {
    this(new CopyOnWriteArrayList<>());
  }

  @Override
  public synchronized ObjectNode write(StoredArray array) {
    if (!known.contains(array)) {
      known.add(array);
    }
    return Document.object().put("known", known.indexOf(array));
  }

  @Override
  public StoredArray open(Document in) {
    return known.get((int) in.number("known", 0, known.size() - 1L));
  }
}
