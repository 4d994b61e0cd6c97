package io.amasia.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Whether all can read and use a page: it says its language and title, each control has a name,
/// each picture words, text stands out by [WCAG's
/// contrast](https://www.w3.org/TR/WCAG22/#contrast-minimum) of 4.5 (3 where it is large), what has
/// the keyboard is seen, nothing sticks out; in dark and light, at 1280 and 400 pixels.
///
/// Text that a canvas draws is not looked at.
public final class Accessibility {
  private static final int[] WIDTHS = {1280, 400};

  private Accessibility() {}

  /// What is done to show a page in the browser, until all of it is there.
  public interface Opening {
    void open(int width, boolean dark) throws Exception;
  }

  /// Opens a page in both looks and widths and checks it. `-Damasia.pictures=DIR` writes pictures.
  ///
  /// @param name of the page, in messages and of its pictures
  public static void check(Browser browser, String name, Opening opening) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (int width : WIDTHS) {
      for (boolean dark : new boolean[] {false, true}) {
        opening.open(width, dark);
        String look = "%s-%d%s".formatted(name, width, dark ? "-dark" : "");
        String pictures = System.getProperty("amasia.pictures");
        if (pictures != null) {
          browser.picture(Files.createDirectories(Path.of(pictures)).resolve(look + ".png"));
        }
        problems(browser).lines().forEach(line -> wrong.add(look + ": " + line));
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Checks a page that stands at `url` and shows itself at once.
  public static void check(Browser browser, String name, String url) throws Exception {
    check(
        browser,
        name,
        (width, dark) -> {
          browser.open("about:blank", width, 900, dark);
          browser.await("location.href == 'about:blank'");
          browser.open(url, width, 900, dark);
          browser.await("location.href != 'about:blank' && document.readyState == 'complete'");
        });
  }

  /// What hinders readers of the page that is shown, a line each; empty if nothing does.
  public static String problems(Browser browser) {
    return browser.eval(SCRIPT);
  }

  private static final String SCRIPT = script();

  private static String script() {
    try (InputStream in = Accessibility.class.getResourceAsStream("accessibility.js")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
      return text.replaceFirst("^//.*\n", "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
