/// Data over HTTP for others: any dataset that can be opened, and any lazy result, as Zarr, JSON and
/// CSV. What a client asks for is computed when it asks.
@NullMarked
package io.amasia.serve;

import org.jspecify.annotations.NullMarked;
