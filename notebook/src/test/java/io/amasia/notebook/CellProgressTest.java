package io.amasia.notebook;

import static io.amasia.Amasia.chunks;
import static io.amasia.Amasia.random;
import static io.amasia.Amasia.shape;
import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.plan.Event;
import io.amasia.plan.Session;
import io.amasia.plan.Traffic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How far a computation is, below its cell.
class CellProgressTest {
  private static final long SECOND = 1_000_000_000;

  /// A real computation's first event, which knows its plan.
  private static Event.ComputationStarted started() {
    List<Event> events = new ArrayList<>();
    try (Session session = Session.builder().engine("serial").listener(events::add).build()) {
      session.call(() -> random(shape(4, 4), chunks(2, 2)).mean().compute());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return (Event.ComputationStarted) events.getFirst();
  }

  private static List<Output> shown(double seconds, String error) {
    List<Output> outputs = new ArrayList<>();
    CellOutput.begin(outputs::add);
    var progress = new CellProgress();
    Event.ComputationStarted begun = started();
    long id = begun.computation();
    progress.accept(begun);
    progress.accept(new Event.StageStarted(id, begun.nanos(), 1));
    for (double s = 0.05; s < seconds; s += 0.05) {
      long now = begun.nanos() + Math.round(s * SECOND);
      progress.accept(new Event.Sampled(id, now, 1, 0, Traffic.NONE, 0, 0));
    }
    long end = begun.nanos() + Math.round(seconds * SECOND);
    progress.accept(new Event.ComputationFinished(id, end, Traffic.NONE, 0, error));
    return outputs;
  }

  @Test
  void quickComputationsShowNothing() {
    assertThat(shown(0.5, "")).isEmpty();
  }

  @Test
  void aBarIsUpdatedInPlaceUntilItSaysHowLongItTook() {
    List<Output> outputs = shown(3, "");
    assertThat(outputs).hasSizeBetween(4, 16);
    var first = (Output.DisplayData) outputs.getFirst();
    String id = first.displayId().orElseThrow();
    assertThat(first.data().data().get(MimeBundle.HTML)).contains("<progress", "mean over [0, 1]");
    assertThat(outputs.subList(1, outputs.size()))
        .allSatisfy(
            output -> assertThat(((Output.UpdateDisplay) output).displayId()).isEqualTo(id));
    var last = (Output.UpdateDisplay) outputs.getLast();
    assertThat(last.data().plain()).startsWith("done in 3");
    assertThat(last.data().data().get(MimeBundle.HTML)).doesNotContain("<progress");
  }

  @Test
  void aComputationThatFailsSaysWhyWhereItsBarWas() {
    assertThat(((Output.UpdateDisplay) shown(2, "disk full").getLast()).data().plain())
        .isEqualTo("disk full");
  }
}
