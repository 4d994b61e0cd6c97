package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns what a user gives into URLs: globs of local files, lists in files (`@list.txt`).
public final class UrlPatterns {
  private static final Pattern REMOTE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
  private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");

  private UrlPatterns() {}

  /// The URLs that `given` stand for, in their order; those of a glob in natural order, so that
  /// `r2` comes before `r10`. Each occurs once.
  ///
  /// @throws AmasiaException.Usage if nothing is given
  /// @throws AmasiaException.Format if a glob matches nothing or a list can't be read
  public static List<String> expand(List<String> given) {
    return expand(given, Notices.NONE);
  }

  /// The same; `notices` hear of what is named more than once.
  static List<String> expand(List<String> given, Notices notices) {
    Set<String> once = new LinkedHashSet<>();
    Set<String> again = new LinkedHashSet<>();
    for (String url : all(given)) {
      if (!once.add(url)) {
        again.add(url);
      }
    }
    if (!again.isEmpty()) {
      String more = again.size() == 1 ? "" : " and %d more".formatted(again.size() - 1);
      notices.say(
          "'%s'%s: named more than once, taken once".formatted(again.iterator().next(), more));
    }
    return List.copyOf(once);
  }

  private static List<String> all(List<String> given) {
    List<String> urls = new ArrayList<>();
    for (String one : given) {
      if (one.startsWith("@")) {
        urls.addAll(all(list(Path.of(one.substring(1)))));
      } else if (isGlob(one)) {
        urls.addAll(glob(one));
      } else {
        urls.add(one);
      }
    }
    if (urls.isEmpty()) {
      throw new AmasiaException.Usage("no file or URL was given");
    }
    return urls;
  }

  private static boolean isGlob(String text) {
    if (REMOTE.matcher(text).matches() || !GLOB.matcher(text).matches()) {
      return false;
    }
    try {
      return !Files.exists(Path.of(text));
    } catch (InvalidPathException _) {
      return true;
    }
  }

  private static List<String> list(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new AmasiaException.Format("list of files '" + file + "' can't be read", e);
    }
  }

  private static List<String> glob(String pattern) {
    String plain = pattern.startsWith("./") ? pattern.substring(2) : pattern;
    Path base = base(plain);
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + plain);
    } catch (IllegalArgumentException e) {
      throw new AmasiaException.Usage("'" + pattern + "' is no pattern: " + e.getMessage());
    }
    List<String> found = new ArrayList<>();
    int depth = plain.contains("**") ? Integer.MAX_VALUE : Path.of(depthText(plain)).getNameCount();
    try {
      walk(base, plain.startsWith("/") ? depth - base.getNameCount() : depth, matcher, found);
    } catch (IOException e) {
      throw new AmasiaException.Format("'" + pattern + "' can't be searched", e);
    }
    if (found.isEmpty()) {
      throw new AmasiaException.Format("no file matches '" + pattern + "'");
    }
    found.sort(NATURAL);
    return found;
  }

  // Only the number of parts counts; the parts themselves may be no valid paths.
  private static String depthText(String pattern) {
    return pattern.replaceAll("[^/]+", "x");
  }

  // The folders before the first wildcard need no search.
  private static Path base(String pattern) {
    int wild = pattern.length();
    for (char c : new char[] {'*', '?', '[', '{'}) {
      int at = pattern.indexOf(c);
      wild = at < 0 ? wild : Math.min(wild, at);
    }
    int slash = pattern.lastIndexOf('/', wild);
    return Path.of(slash < 0 ? "" : slash == 0 ? "/" : pattern.substring(0, slash));
  }

  private static void walk(Path base, int depth, PathMatcher matcher, List<String> found)
      throws IOException {
    Files.walkFileTree(
        base,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Math.max(1, depth),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) {
            // A matching folder is a Zarr store: its inside is not searched.
            if (!dir.equals(base) && matcher.matches(dir)) {
              found.add(dir.toString());
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
            if (matcher.matches(file)) {
              found.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Digits compare as numbers, all else as text.
  static final Comparator<String> NATURAL = UrlPatterns::compareNatural;

  private static int compareNatural(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int endA = digitsEnd(a, i);
        int endB = digitsEnd(b, j);
        String x = a.substring(i, endA).replaceFirst("^0+(?=.)", "");
        String y = b.substring(j, endB).replaceFirst("^0+(?=.)", "");
        int order = x.length() != y.length() ? x.length() - y.length() : x.compareTo(y);
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else if (a.charAt(i) != b.charAt(j)) {
        return Character.compare(a.charAt(i), b.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    int rest = (a.length() - i) - (b.length() - j);
    return rest != 0 ? rest : a.compareTo(b);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
