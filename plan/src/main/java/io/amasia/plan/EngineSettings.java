package io.amasia.plan;

import java.nio.file.Path;
import java.util.Optional;

/// What an engine is made with.
///
/// @param threads how many tasks may compute at a time, all processes together
/// @param memoryBytes what computations may hold together
/// @param scratch the folder for intermediate values that no other process needs to see
/// @param workDirectory the URL of the folder that all workers see; empty if nobody named one
/// @param resume whether what an earlier, broken attempt at the same work left in the work
///   directory is taken up
public record EngineSettings(
    int threads, long memoryBytes, Path scratch, Optional<String> workDirectory, boolean resume) {}
