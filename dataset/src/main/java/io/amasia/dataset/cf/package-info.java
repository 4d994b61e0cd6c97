/// The CF conventions: decoding and encoding of values and times, joining files, units.
@NullMarked
package io.amasia.dataset.cf;

import org.jspecify.annotations.NullMarked;
