package io.amasia.plan.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.plan.travel.Document;
import java.nio.charset.StandardCharsets;

/// All that a worker is sent of a stage: where its document lies and which digest it has. A few
/// hundred bytes, whatever the plan.
///
/// It must come to workers over a channel that only its maker can write to: what they run is what
/// the digest vouches for.
///
/// @param amasia the version that made it; workers of another one refuse
/// @param work the URL of the work directory
/// @param computation the folder of the computation in it
/// @param stage the SHA-256 of the stage's document, which is its name too
/// @param part which part of the stage is run
/// @param count how many tasks that part has
/// @param taskBytes the most that one task holds in memory, with what it leaves
public record StagePackage(
    String amasia,
    String work,
    String computation,
    String stage,
    Part part,
    long count,
    long taskBytes) {
  /// The parts of a stage, in the order they run.
  public enum Part {
    /// Workers look whether they see the work directory and can read its documents.
    PROBE,
    /// The tasks of the plan.
    TASKS,
    /// What tasks left of reductions is folded: a task for each column of results.
    FOLD
  }

  private static final String FORMAT = "amasia-stage-package";
  static final int VERSION = 1;

  /// The version of Amasia that runs here.
  public static String version() {
    String built = StagePackage.class.getPackage().getImplementationVersion();
    return built == null ? "development" : built;
  }

  /// As JSON.
  public String toJson() {
    ObjectNode out = Document.object().put("format", FORMAT).put("version", VERSION);
    return out.put("amasia", amasia)
        .put("work", work)
        .put("computation", computation)
        .put("stage", stage)
        .put("part", part.name())
        .put("count", count)
        .put("taskBytes", taskBytes)
        .toString();
  }

  /// The package that `json` holds.
  ///
  /// @throws io.amasia.array.AmasiaException.Format if it is damaged
  public static StagePackage ofJson(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    Document in = Document.parse(text, "stage package", FORMAT, VERSION);
    return new StagePackage(
        in.text("amasia"),
        in.text("work"),
        in.text("computation"),
        in.text("stage"),
        in.one("part", Part.class),
        in.number("count", 0, Long.MAX_VALUE),
        in.number("taskBytes", 0, Long.MAX_VALUE));
  }
}
