package io.amasia.netcdf;

import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.format.Attribute;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Text of a fixed number of bytes, as `char` arrays and fixed-length strings hold it.
public final class FixedText {
  private FixedText() {}

  /// The text in `length` bytes from `offset`, without trailing NULs; blanks stay, as in NumPy.
  ///
  /// Bytes that are not valid UTF-8 where UTF-8 is due are taken as ISO-8859-1, which old files
  /// use, so nothing is lost.
  public static String decode(byte[] bytes, int offset, int length, Charset charset) {
    int end = offset + length;
    while (end > offset && bytes[end - 1] == 0) {
      end--;
    }
    try {
      ByteBuffer text = ByteBuffer.wrap(bytes, offset, end - offset);
      return charset.newDecoder().decode(text).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
    }
  }

  /// The texts of `shape` that lie one after the other in `bytes`, equally long.
  public static NdArray array(Shape shape, byte[] bytes, Charset charset) {
    int count = Math.toIntExact(shape.size());
    int length = count == 0 ? 0 : bytes.length / count;
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(decode(bytes, i * length, length, charset));
    }
    return NdArray.of(shape, texts);
  }

  /// The charset that the attribute `_Encoding` names; UTF-8 where it names none we know.
  public static Charset charset(Map<String, Attribute> attrs) {
    if (!(attrs.get("_Encoding") instanceof Attribute.Text encoding)) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(encoding.value());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return StandardCharsets.UTF_8;
    }
  }
}
