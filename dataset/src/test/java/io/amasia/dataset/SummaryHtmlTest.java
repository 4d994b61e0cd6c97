package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Nodes;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class SummaryHtmlTest {
  private static DataArray sample() {
    Map<String, Attribute> attrs =
        Map.of(
            "units",
            Attribute.of("K"),
            "long_name",
            Attribute.of("<script>alert('x')</script> & \"more\""));
    var values = Nodes.literal(NdArray.of(Shape.of(2, 3), 1.0, 2, 3, 4, 5, 6));
    var variable =
        Variable.of(List.of("y", "x"), Nodes.rechunk(values, Chunks.regular(Shape.of(2, 3), 1, 2)))
            .withAttrs(attrs);
    return new DataArray("t<a>s", variable, Coordinates.NONE);
  }

  @Test
  void nothingOfTheDataIsTakenForMarkup() {
    String html = sample().toHtml();
    assertThat(html)
        .contains("t&lt;a&gt;s", "&lt;script&gt;", "&amp; &quot;more&quot;", "[K]")
        .doesNotContain("<script", "t<a>s");
  }

  @Test
  void chunksAreDrawnToTheirGrid() throws Exception {
    String svg = ChunkDrawing.of(Chunks.regular(Shape.of(4, 10, 20), 2, 5, 20));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new org.xml.sax.InputSource(new java.io.StringReader(svg)));
    assertThat(document.getElementsByTagName("polygon").getLength()).isEqualTo(3);
    // Depth: 2 chunks and the end, two lines each; width: 1 and the end; height: 2 and the end.
    assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(6 + 4 + 6);
    assertThat(svg).contains(">4<", ">10<", ">20<");
  }

  @Test
  void aMillionChunksMakeFewLines() {
    String svg = ChunkDrawing.of(Chunks.regular(Shape.of(1000, 1000), 1, 1));
    assertThat(svg.length()).isLessThan(20_000);
    assertThat(ChunkDrawing.of(Chunks.single(Shape.SCALAR))).isEmpty();
    assertThat(ChunkDrawing.of(Chunks.regular(Shape.of(0, 3), 1, 3))).isEmpty();
  }
}
