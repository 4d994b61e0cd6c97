/// Pictures: line charts and maps as PNG, SVG and PDF.
@NullMarked
package io.amasia.plot;

import org.jspecify.annotations.NullMarked;
