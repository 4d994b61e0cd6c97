/// The command, one subcommand a file.
@NullMarked
package io.amasia.cli;

import org.jspecify.annotations.NullMarked;
