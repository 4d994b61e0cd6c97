package io.amasia.plan;

import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// What the stages of one computation share while they run.
///
/// @param results arrays kept between stages
/// @param threads how many tasks may compute at a time
/// @param room where a task's projected bytes are reserved before it starts
/// @param cancel stops the computation
/// @param bytesRead encoded bytes read so far
/// @param bytesDecoded bytes they decoded to
/// @param progress told the number of finished tasks of the stage now and then
/// @param noticed told what a user should know, from any thread
/// @param scratch the folder of intermediate values that do not fit in memory
/// @param bytesSpilled bytes written there so far
public record Run(
    Results results,
    int threads,
    Budget.Room room,
    Cancel cancel,
    LongAdder bytesRead,
    LongAdder bytesDecoded,
    LongConsumer progress,
    Consumer<String> noticed,
    Path scratch,
    LongAdder bytesSpilled) {}
