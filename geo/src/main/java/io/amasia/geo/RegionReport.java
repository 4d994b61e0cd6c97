package io.amasia.geo;

import java.util.Locale;

/// What a region came to on a grid, to be printed.
///
/// @param region its name
/// @param cells the number of cells that count: with centre inside, or with a part inside
/// @param areaKm2 the area of those cells, or of their parts inside, in km²; NaN when the grid has
///   no cell areas
/// @param wholeKm2 the area of the whole region, of which the grid may cover a part only; NaN when
///   that says nothing, as for a box
/// @param box the box around the region
/// @param meaning how cells were chosen
public record RegionReport(
    String region, long cells, double areaKm2, double wholeKm2, LonLatBox box, Meaning meaning) {

  /// How cells belong to a region.
  public enum Meaning {
    /// Cells whose centre is inside count whole.
    CENTRES,
    /// Each cell counts by the part of its area that is inside.
    AREA_FRACTIONS
  }

  /// `Kenya: 57 cells by area fraction, 580 120 km², box 33.9..41.88°E, -4.69..5.49°N`.
  @Override
  public String toString() {
    String how = meaning == Meaning.CENTRES ? "by centre" : "by area fraction";
    String area =
        Double.isNaN(areaKm2)
            ? "cell areas unknown"
            : String.format(Locale.ROOT, "%,.0f km²", areaKm2).replace(',', ' ');
    return "%s: %d cell%s %s, %s%s, box %s"
        .formatted(region, cells, cells == 1 ? "" : "s", how, area, partOfWhole(), box);
  }

  private String partOfWhole() {
    double share = areaKm2 / wholeKm2;
    // Coasts of coarse cells make centres miss or exceed a region a little; that is no news.
    return share < 0.9 ? String.format(Locale.ROOT, " (only %.2g %% of it)", 100 * share) : "";
  }
}
