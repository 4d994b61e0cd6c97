package io.amasia.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.AmasiaException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Prints a line for each case of a file, as `bench/agree_model.py` writes them, in which Amasia
/// and xarray differ, and how many of each kind there are.
final class ChainDifferences {
  private ChainDifferences() {}

  public static void main(String[] files) {
    Map<String, Integer> kinds = new TreeMap<>();
    for (String file : files) {
      JsonNode reference = ReferenceInputs.read(Path.of(file));
      for (JsonNode wanted : reference.get("cases")) {
        Map<String, String> found = new LinkedHashMap<>();
        for (int seed = 0; seed < 3; seed++) {
          found.putIfAbsent(difference(reference.get("inputs"), wanted, seed), "chunking " + seed);
        }
        found.forEach((what, chunking) -> {
          kinds.merge(what.substring(0, what.indexOf(' ')), 1, Integer::sum);
          if (!what.startsWith("agrees")) {
            System.out.println(what + " | " + wanted.get("id").asText() + " | " + chunking);
          }
        });
      }
    }
    System.out.println(kinds);
  }

  private static String difference(JsonNode inputs, JsonNode wanted, int seed) {
    boolean fails = wanted.has("error");
    try {
      ChainsTest.check(inputs, wanted, seed);
      return "agrees ";
    } catch (AmasiaException e) {
      return "REFUSED " + line(e);
    } catch (AssertionError e) {
      return (fails ? "VALUE instead of " + wanted.get("error").asText() + ": " : "WRONG ")
          + line(e);
    } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
      return "WORDS " + line(e);
    } catch (RuntimeException e) {
      return "BUG " + line(e);
    }
  }

  private static String line(Throwable e) {
    String text = e.getClass().getSimpleName() + " " + String.valueOf(e.getMessage());
    String one = text.replaceAll("\\s+", " ").strip();
    return one.substring(0, Math.min(220, one.length()));
  }
}
