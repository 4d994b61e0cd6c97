package io.amasia.cli.check;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Files looked at one by one and together.
///
/// Files with the same variables are taken for parts of one series, as opening them together does;
/// files of other variables are another series.
///
/// @param files what each readable file says, in the order given
/// @param findings what was found, by file
public record Inspection(List<FileFacts> files, List<Finding> findings) {
  public Inspection {
    files = List.copyOf(files);
    findings = List.copyOf(findings);
  }

  /// Looks at `urls`, each of which `open` gives; a file that can't be opened is a finding.
  public static Inspection of(List<String> urls, Function<String, Dataset> open) {
    List<FileFacts> files = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (String url : new LinkedHashSet<>(urls)) {
      if (Collections.frequency(urls, url) > 1) {
        findings.add(Finding.wrong("twice", List.of(url), "is named twice"));
      }
      try (Dataset dataset = open.apply(url)) {
        files.add(FileFacts.of(url, dataset));
      } catch (AmasiaException e) {
        findings.add(Finding.wrong("unreadable", List.of(url), String.valueOf(e.getMessage())));
      }
    }
    Map<Set<String>, List<FileFacts>> series = new LinkedHashMap<>();
    for (FileFacts file : files) {
      series
          .computeIfAbsent(new TreeSet<>(file.variables().keySet()), _ -> new ArrayList<>())
          .add(file);
    }
    for (List<FileFacts> group : series.values()) {
      findings.addAll(VariableChecks.of(group));
      findings.addAll(GridChecks.of(group));
      findings.addAll(TimeChecks.of(group));
    }
    findings.addAll(missingVariables(series));
    return new Inspection(files, findings);
  }

  /// Files that have some, but not all of the variables of the others, are likely a mistake; files
  /// with wholly other variables are not.
  private static List<Finding> missingVariables(Map<Set<String>, List<FileFacts>> series) {
    List<Finding> found = new ArrayList<>();
    for (var small : series.entrySet()) {
      for (var large : series.entrySet()) {
        Set<String> absent = new TreeSet<>(large.getKey());
        absent.removeAll(small.getKey());
        boolean part = large.getKey().containsAll(small.getKey()) && !small.getKey().isEmpty();
        if (part && !absent.isEmpty()) {
          found.add(
              Finding.wrong(
                  "missing-variables",
                  urls(small.getValue()),
                  "no %s, which %s has; choose common variables with -v"
                      .formatted(
                          String.join(", ", absent), name(large.getValue().getFirst().url()))));
        }
      }
    }
    return found;
  }

  static List<String> urls(List<FileFacts> files) {
    return files.stream().map(FileFacts::url).toList();
  }

  /// A URL without its folders, for people.
  public static String name(String url) {
    String plain = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return plain.substring(plain.lastIndexOf('/') + 1);
  }

  /// Whether something is wrong.
  public boolean isWrong() {
    return findings.stream().anyMatch(f -> f.level() == Finding.Level.WRONG);
  }
}
