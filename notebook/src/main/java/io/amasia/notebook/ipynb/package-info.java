/// Notebook files, run without Jupyter.
///
/// [Notebook] is the file, [NotebookRun] runs it, [NotebookPage] shows it as one HTML page.
@NullMarked
package io.amasia.notebook.ipynb;

import org.jspecify.annotations.NullMarked;
