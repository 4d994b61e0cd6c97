package io.amasia.notebook;

import io.amasia.Picture;
import io.amasia.array.AmasiaException;
import io.amasia.plot.interactive.InteractivePlot;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// The forms in which a value is shown: the one place that knows.
///
/// A value says itself how it looks by public methods `String toHtml()` and `String toSvg()`, as
/// datasets, clients, plans and interactive plots do, and as classes of a notebook's own may; the
/// idea is that of Python's `_repr_html_`. Pictures are drawn, and what they show is computed for
/// it. All else is text.
public final class Mime {
  private Mime() {}

  /// The forms of `value`.
  ///
  /// @throws AmasiaException if a picture can't be drawn
  public static MimeBundle of(@Nullable Object value) {
    Map<String, String> data = new LinkedHashMap<>();
    switch (value) {
      case null -> {}
      case MimeBundle bundle -> {
        return bundle;
      }
      case Picture picture -> data.put(MimeBundle.PNG, png(picture));
      case RenderedImage image -> data.put(MimeBundle.PNG, png(image));
      default -> {
        said(value, "toHtml").ifPresent(html -> data.put(MimeBundle.HTML, html));
        said(value, "toSvg").ifPresent(svg -> data.put(MimeBundle.SVG, svg));
      }
    }
    data.put(MimeBundle.PLAIN, plain(value));
    return new MimeBundle(data);
  }

  private static String plain(@Nullable Object value) {
    return switch (value) {
      case Picture _ -> "a picture";
      case InteractivePlot _ -> "an interactive plot";
      case RenderedImage image ->
          "a picture of %d by %d pixels".formatted(image.getWidth(), image.getHeight());
      case null, default -> PlainText.of(value);
    };
  }

  /// What the public method `name` of `value` says, if its class shows one to others.
  private static Optional<String> said(Object value, String name) {
    Class<?> type = value.getClass();
    try {
      var method = type.getMethod(name);
      Class<?> owner = method.getDeclaringClass();
      if (method.getReturnType() != String.class
          || Modifier.isStatic(method.getModifiers())
          || !Modifier.isPublic(owner.getModifiers())) {
        return Optional.empty();
      }
      return Optional.ofNullable((String) method.invoke(value));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return Optional.empty();
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default ->
            throw new AmasiaException.Unsupported(
                "%s.%s() failed: %s".formatted(type.getSimpleName(), name, e.getCause()));
      }
    }
  }

  private static String png(Picture picture) {
    try {
      Path file = Files.createTempFile("amasia-picture-", ".png");
      try {
        picture.save(file.toString());
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a picture could not be drawn", e);
    }
  }

  private static String png(RenderedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new AmasiaException.Unsupported(
            "PNG has no place for the pixels of this picture; draw it into a BufferedImage of TYPE_INT_ARGB");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a picture could not be drawn", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
