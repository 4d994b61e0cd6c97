package io.amasia.plot;

import io.amasia.array.AmasiaException;
import java.awt.Color;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A named colour scale from 0 to 1.
public final class ColorMap {
  private static final Map<String, ColorMap> ALL = load();

  private final String name;
  private final int[] rgb;

  private ColorMap(String name, int[] rgb) {
    this.name = name;
    this.rgb = rgb;
  }

  /// The scale of that name, such as `viridis` or `RdBu_r`.
  ///
  /// @throws AmasiaException.Usage if there is none; lists what there is
  public static ColorMap of(String name) {
    ColorMap found = ALL.get(name);
    if (found == null) {
      throw new AmasiaException.Usage(
          "no colour map '" + name + "'; there are: " + String.join(", ", ALL.keySet()));
    }
    return found;
  }

  public String name() {
    return name;
  }

  /// The colour at `t`, clipped to 0 … 1.
  public Color at(double t) {
    double place = Math.clamp(t, 0.0, 1.0) * (rgb.length - 1);
    int low = Math.min((int) place, rgb.length - 2);
    double part = place - low;
    return new Color(
        mix(rgb[low] >> 16, rgb[low + 1] >> 16, part),
        mix(rgb[low] >> 8, rgb[low + 1] >> 8, part),
        mix(rgb[low], rgb[low + 1], part));
  }

  private static int mix(int a, int b, double part) {
    return (int) Math.round((a & 0xFF) * (1 - part) + (b & 0xFF) * part);
  }

  private static Map<String, ColorMap> load() {
    Map<String, ColorMap> all = new LinkedHashMap<>();
    try (var in = ColorMap.class.getResourceAsStream("colormaps.txt")) {
      if (in == null) {
        throw new IllegalStateException("colormaps.txt is not in the jar");
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        if (!line.startsWith("#") && space > 0) {
          all.put(
              line.substring(0, space),
              new ColorMap(line.substring(0, space), colors(line, space + 1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static int[] colors(String line, int start) {
    int[] rgb = new int[(line.length() - start) / 6];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = Integer.parseInt(line, start + 6 * i, start + 6 * i + 6, 16);
    }
    return rgb;
  }
}
