package io.amasia.plan;

import java.nio.file.Path;

/// What the stages of one computation share while they run.
///
/// @param results arrays kept between stages
/// @param threads how many tasks may compute at a time
/// @param room where a task's projected bytes are reserved before it starts
/// @param cancel stops the computation
/// @param telling told which tasks begin and end and what they move
/// @param scratch the folder of intermediate values that do not fit in memory
public record Run(
    Results results, int threads, Budget.Room room, Cancel cancel, Telling telling, Path scratch) {}
