/// The Jupyter kernel: the messages of Jupyter's protocol 5.4 over ZeroMQ.
@NullMarked
package io.amasia.notebook.kernel;

import org.jspecify.annotations.NullMarked;
