package io.amasia.plan.travel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.plan.Op;

/// Elementwise operations: `{"unary": "SQRT"}`, `{"scale": …}`.
final class OpJson {
  private OpJson() {}

  /// The kinds of operations, as they are written.
  private enum Name {
    UNARY,
    BINARY,
    WHERE,
    IS_IN,
    TEXT_AT,
    MASK_FILL,
    SCALE,
    DECODE_TIME,
    TIME_FIELD
  }

  static ObjectNode write(Op op) {
    ObjectNode out = Document.object();
    switch (op) {
      case Op.Unary unary -> named(out, Name.UNARY).put("name", unary.name());
      case Op.Binary binary -> named(out, Name.BINARY).put("name", binary.name());
      case Op.Where() -> named(out, Name.WHERE);
      case Op.IsIn(var values) ->
          named(out, Name.IS_IN).set("values", Document.list(values, ValueJson::writeAny));
      case Op.TextAt(var texts) ->
          named(out, Name.TEXT_AT).set("texts", Document.list(texts, TextNode::valueOf));
      case Op.MaskFill(var fills, DType result) ->
          named(out, Name.MASK_FILL)
              .put("dtype", result.label())
              .set("fills", Document.list(fills, ValueJson::write));
      case Op.Scale(double scale, double offset, DType result) -> {
        named(out, Name.SCALE).put("dtype", result.label());
        out.set("scale", ValueJson.write((Double) scale));
        out.set("offset", ValueJson.write((Double) offset));
      }
      case Op.DecodeTime(long epochMicros, long unitMicros, DType result) ->
          named(out, Name.DECODE_TIME)
              .put("epochMicros", epochMicros)
              .put("unitMicros", unitMicros)
              .put("dtype", result.label());
      case Op.TimeField(var field, Calendar calendar) ->
          named(out, Name.TIME_FIELD).put("field", field.name()).put("calendar", calendar.name());
    }
    return out;
  }

  private static ObjectNode named(ObjectNode out, Name name) {
    return out.put("kind", name.name());
  }

  static Op read(Document in) {
    return switch (in.one("kind", Name.class)) {
      case UNARY -> in.one("name", Op.Unary.class);
      case BINARY -> in.one("name", Op.Binary.class);
      case WHERE -> new Op.Where();
      case IS_IN -> new Op.IsIn(in.values("values", ValueJson::any));
      case TEXT_AT -> new Op.TextAt(in.texts("texts"));
      case MASK_FILL -> new Op.MaskFill(in.values("fills", ValueJson::number), dtype(in));
      case SCALE -> new Op.Scale(real(in, "scale"), real(in, "offset"), dtype(in));
      case DECODE_TIME ->
          new Op.DecodeTime(
              in.number("epochMicros", Long.MIN_VALUE, Long.MAX_VALUE),
              in.number("unitMicros", Long.MIN_VALUE, Long.MAX_VALUE),
              dtype(in));
      case TIME_FIELD ->
          new Op.TimeField(
              in.one("field", Op.TimeField.Field.class), in.one("calendar", Calendar.class));
    };
  }

  private static double real(Document in, String key) {
    return ValueJson.number(in, key).doubleValue();
  }

  private static DType dtype(Document in) {
    return DType.of(in.text("dtype"));
  }
}
