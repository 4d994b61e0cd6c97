package io.amasia.serve.explore;

import io.amasia.plot.Look;
import java.util.Optional;

/// All that a picture of the explorer depends on. Immutable; [ViewQuery] writes it as the query of
/// a URL and reads it again.
///
/// @param along the dimension that a series runs along, or that is shown against time or height;
///   the usual one unless given
/// @param units the units to convert to; those people publish unless given
/// @param look colours, limits, levels and projection
/// @param minus what is subtracted, with those of its places that were said; it is where the first
///   is otherwise
record ViewState(
    FieldState field,
    Kind kind,
    Optional<String> along,
    Where where,
    Optional<String> units,
    Look look,
    Optional<FieldState> minus) {}
