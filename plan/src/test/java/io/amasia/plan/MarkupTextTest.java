package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTextTest {
  @Test
  void textStaysTextInElementsAndAttributes() {
    assertThat(MarkupText.escape("<b a='1' c=\"2\"> & é 🌍\n"))
        .isEqualTo("&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt; &amp; é 🌍\n");
  }

  @Test
  void whatXmlCannotHoldIsReplaced() {
    assertThat(MarkupText.escape("K\u0000\u001b[31m\ud800x\uffff")).isEqualTo("K��[31m�x�");
  }
}
