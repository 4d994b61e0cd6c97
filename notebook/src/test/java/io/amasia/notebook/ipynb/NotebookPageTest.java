package io.amasia.notebook.ipynb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notebook files, read and shown.
class NotebookPageTest {
  @TempDir private Path folder;

  private static final String OUTPUTS =
      """
      {"nbformat": 4, "nbformat_minor": 2, "metadata": {"own": [1, 2]}, "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Rain & *snow*\\n", "![a](attachment:p.png)"],
         "attachments": {"p.png": {"image/png": "AAAA"}}},
        {"cell_type": "raw", "metadata": {}, "source": "<raw>"},
        {"cell_type": "code", "metadata": {"tags": ["x"]}, "execution_count": 7, "source": "1 < 2", "mine": true, "outputs": [
          {"output_type": "stream", "name": "stderr", "text": ["\\u001b[31mred\\u001b[0m <b>"]},
          {"output_type": "execute_result", "execution_count": 7, "metadata": {},
           "data": {"text/plain": "plain", "text/html": ["<script>top.x = 1</script>", "\\"q\\""]}},
          {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": "<svg onload='x'/>", "text/plain": "a \\"svg\\""}},
          {"output_type": "display_data", "metadata": {}, "data": {"image/png": "AA\\"><script>\\n", "text/plain": "p"}},
          {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": "**m**", "text/plain": "p"}},
          {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["\\u001b[1mE: <v>"]}]}]}
      """;

  private Notebook read(String text) throws IOException {
    return Notebook.read(Files.writeString(folder.resolve("a.ipynb"), text));
  }

  @Test
  void outputsAreShownByTheirRichestForm() throws IOException {
    String page = NotebookPage.html(read(OUTPUTS), "a.ipynb");
    assertThat(page)
        .contains("<title>Rain &amp; snow</title>")
        .contains("<img src=\"data:image/png;base64,AAAA\" alt=\"a\">")
        .contains("<pre class=\"output raw\">&lt;raw&gt;</pre>")
        .contains("<code>1 &lt; 2</code>")
        .contains("<pre class=\"output stderr\">red &lt;b&gt;</pre>")
        .contains("<img src=\"data:image/svg+xml;base64,PHN2")
        .contains("<img src=\"data:image/png;base64,AAscript\" alt=\"p\">")
        .contains("<strong>m</strong>")
        .contains("E: &lt;v&gt;")
        .doesNotContain(">plain<");
  }

  @Test
  void scriptsOfOutputsStayInFramesAndNothingIsFetched() throws IOException {
    String page = NotebookPage.html(read(OUTPUTS), "a.ipynb");
    assertThat(page)
        .contains("sandbox=\"allow-scripts allow-downloads allow-popups\"")
        .contains("&lt;script&gt;top.x = 1&lt;/script&gt;&quot;q&quot;")
        .contains("default-src 'none'")
        .doesNotContain("<script>top", "src=\"http", "allow-same-origin");
    assertThat(page.split("<script>", -1)).as("the page's own script only").hasSize(2);
  }

  @Test
  void unknownFieldsAreKeptAndCellsGetIds() throws IOException {
    Path file = folder.resolve("b.ipynb");
    read(OUTPUTS).write(file);
    String text = Files.readString(file);
    assertThat(text)
        .contains("\"own\": [", "\"mine\": true", "\"attachments\"", "\"nbformat_minor\": 5")
        .contains("\"id\": \"cell-1\"", "\"id\": \"cell-3\"")
        .endsWith("}\n");
    Notebook.read(file).write(folder.resolve("c.ipynb"));
    assertThat(folder.resolve("c.ipynb")).hasContent(text);
  }

  @Test
  void whatIsNoNotebookIsRefusedInOneSentence() throws IOException {
    refused("not json", "is no JSON");
    refused("[1]", "is a JSON object");
    refused("", "is a JSON object");
    refused("{}", "doesn't say its nbformat");
    refused("{\"nbformat\": 3, \"worksheets\": []}", "has nbformat 3; 4 is read");
    refused("{\"nbformat\": 5, \"cells\": []}", "has nbformat 5; 4 is read");
    refused("{\"nbformat\": 4, \"cells\": {}}", "no list of cells");
    refused("{\"nbformat\": 4, \"cells\": [3]}", "cell 1 of");
    refused("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\"}]}", "cell 1 of");
    refused(
        "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"x\", \"source\": \"\"}]}", "cell 1 of");
    refused("[".repeat(100_000), "is no JSON");
    Path huge = folder.resolve("huge.ipynb");
    try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(200_000_000); // takes no place
    }
    assertThatThrownBy(() -> Notebook.read(huge)).hasMessageContaining("at most");
    assertThatThrownBy(() -> Notebook.read(folder)).hasMessageContaining("no such notebook");
  }

  private void refused(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("a.ipynb")
        .hasMessageContaining(reason);
  }
}
