/// Java cell by cell: what a cell shows, and notebooks that are run without Jupyter.
///
/// [Interpreter] runs a [Cell] and hands on each [Output] when it comes; begin there. [Mime] knows
/// how values look, [Display] is what cells call, [Magics] are their lines that begin with `%`.
/// [SnippetLoader] and [SnippetCode] keep cells from ending the process, from looping for ever and
/// from holding what was replaced.
@NullMarked
package io.amasia.notebook;

import org.jspecify.annotations.NullMarked;
