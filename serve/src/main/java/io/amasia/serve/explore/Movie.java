package io.amasia.serve.explore;

import io.amasia.array.AmasiaException;
import io.amasia.plot.Levels;
import io.amasia.plot.Limits;
import io.amasia.plot.Look;
import io.amasia.serve.Computing;
import java.util.LinkedHashMap;
import java.util.Map;

/// A view along one of its sliders as an animation, all pictures in the colours of the first.
final class Movie {
  /// More pictures make a file that nobody sends.
  private static final int MOST = 240;

  private static final double PIXELS_A_POINT = 1.6;

  private final Catalogue catalogue;
  private final View view;
  private final Computing work;

  Movie(Catalogue catalogue, View view, Computing work) {
    this.catalogue = catalogue;
    this.view = view;
    this.work = work;
  }

  /// The pictures from position `from` to `to` along `dim`.
  ///
  /// @throws AmasiaException.Usage if there are more than 240, or none
  byte[] gif(String dim, long from, long to, int millis) {
    if (to < from || to - from + 1 > MOST) {
      throw new AmasiaException.Usage(
          "an animation has 1 to %d pictures; from=%d&to=%d are %d"
              .formatted(MOST, from, to, Math.max(0, to - from + 1)));
    }
    if (view.state().kind() == Kind.HISTOGRAM) {
      throw new AmasiaException.Usage("histograms are not animated; take a map");
    }
    try (var animation = new Animation(millis)) {
      Look look = view.state().look();
      for (long i = from; i <= to; i++) {
        View moment = View.of(catalogue, at(dim, i, look));
        if (i == from) {
          look = fixed(moment, look);
          moment = View.of(catalogue, at(dim, i, look));
        }
        View shown = moment;
        animation.add(work.inTurn(() -> Export.figure(shown).toImage(PIXELS_A_POINT)));
      }
      return animation.finish();
    }
  }

  /// Limits by hand as the first picture finds them.
  private Look fixed(View first, Look look) {
    if (look.limits() instanceof Limits.Between) {
      return look;
    }
    double[] values = work.inTurn(() -> first.array().load().toDoubles());
    Levels levels = first.levels(values);
    return look.withLimits(new Limits.Between(levels.bound(0), levels.bound(levels.count() - 1)))
        .withLevels(Math.max(2, levels.count() - 1));
  }

  private ViewState at(String dim, long position, Look look) {
    ViewState s = view.state();
    Map<String, FieldState.At> places = new LinkedHashMap<>(s.field().at());
    places.put(dim, new FieldState.At.Position(position));
    var field = new FieldState(s.field().data(), s.field().variable(), places);
    return new ViewState(field, s.kind(), s.along(), s.where(), s.units(), look, s.minus());
  }
}
