/// Data over HTTP for others: any dataset that can be opened, and any lazy result, as Zarr, pages,
/// JSON and CSV. What a client asks for is computed when it asks.
///
/// Start with [io.amasia.serve.DataServer]. A request for a chunk goes through
/// [io.amasia.serve.ZarrRoutes] to [io.amasia.serve.ServedStore], which selects the chunk's box of
/// the plan and writes it, as a store would be written, to a [io.amasia.serve.ChunkSink]. What the
/// store looks like is [io.amasia.zarr.VirtualStore]'s; who may ask, and how, [io.amasia.web]'s.
@NullMarked
package io.amasia.serve;

import org.jspecify.annotations.NullMarked;
