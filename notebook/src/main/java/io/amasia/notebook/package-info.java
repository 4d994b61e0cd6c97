/// Java cell by cell: what a cell shows, and notebooks that are run without Jupyter.
@NullMarked
package io.amasia.notebook;

import org.jspecify.annotations.NullMarked;
