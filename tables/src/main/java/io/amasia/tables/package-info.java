/// Tables and plain arrays as formats: CSV and NumPy files in and out, JSON out.
///
/// These hold values as people mean them: times as dates, missing values as empty cells, text as
/// text. What CF codes with attributes stays outside. Start reading at [io.amasia.tables.CsvFormat]
/// and [io.amasia.tables.SpooledSink].
@NullMarked
package io.amasia.tables;

import org.jspecify.annotations.NullMarked;
