/// What users import.
@NullMarked
package io.amasia;

import org.jspecify.annotations.NullMarked;
