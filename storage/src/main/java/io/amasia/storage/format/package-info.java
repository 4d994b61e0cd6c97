/// The two service interfaces of file formats: [Format] opens a store as groups and arrays, [Sink]
/// is a target being written. Every format is a chunk grid over byte ranges plus a way to decode
/// them.
@NullMarked
package io.amasia.storage.format;

import org.jspecify.annotations.NullMarked;
