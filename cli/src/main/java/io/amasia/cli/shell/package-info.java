/// The API interactively: Java read and run line by line in this JVM.
///
/// [io.amasia.notebook.Interpreter] runs Java, [Shell] talks with people at a terminal or with a
/// pipe.
@NullMarked
package io.amasia.cli.shell;

import org.jspecify.annotations.NullMarked;
