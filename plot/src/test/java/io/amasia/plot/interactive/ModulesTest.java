package io.amasia.plot.interactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.plan.watch.PageParts;
import io.amasia.plan.watch.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What modules import from each other: right both when they are served as modules and when they
/// stand in one script.
class ModulesTest {
  private static final Pattern TOP =
      Pattern.compile("(?m)^(export )?(?:function|const|class|let) (\\w+)");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import \\{([^}]*)} from '([^']*)';$");

  private static List<String> modules() {
    List<String> modules = new ArrayList<>(PlotScripts.MODULES);
    modules.add("page.js");
    return modules;
  }

  private static String text(String module) {
    return module.equals("words.js")
        ? PageParts.text(Report.class, module)
        : PageParts.text(PlotScripts.class, module);
  }

  private static Set<String> top(String module, boolean exported) {
    return TOP.matcher(text(module))
        .results()
        .filter(found -> !exported || found.group(1) != null)
        .map((MatchResult found) -> found.group(2))
        .collect(Collectors.toSet());
  }

  @Test
  void whatIsImportedIsExportedByAnEarlierModule() {
    Set<String> before = new HashSet<>(Set.of("words.js"));
    for (String module : modules()) {
      IMPORT
          .matcher(text(module))
          .results()
          .forEach(found -> {
            String from = found.group(2).replaceFirst("^(\\./|/watch/)", "");
            assertThat(before).as(module).contains(from);
            assertThat(top(from, true)).as(module).contains(found.group(1).split(", ", -1));
          });
      before.add(module);
    }
  }

  @Test
  void noTwoModulesHaveTheSameNameOutside() {
    Map<String, String> owners = new HashMap<>();
    List<String> all = modules();
    all.add("words.js");
    for (String module : all) {
      for (String name : top(module, false)) {
        assertThat(owners.put(name, module)).as(name + " of " + module).isNull();
      }
    }
  }

  @Test
  void whatIsCalledIsImported() {
    for (String module : modules()) {
      String code = text(module).replaceAll("(?m)^import .*$|^ *//.*$|^ *(/\\*\\*|\\*).*$", "");
      Set<String> known = top(module, false);
      IMPORT
          .matcher(text(module))
          .results()
          .forEach(found -> known.addAll(List.of(found.group(1).split(", ", -1))));
      for (String other : modules()) {
        for (String name : top(other, true)) {
          boolean called =
              Pattern.compile("(?m)(?<![.\\w'])(?<!^  )" + name + "\\(").matcher(code).find();
          assertThat(!called || known.contains(name))
              .as("%s calls %s of %s", module, name, other)
              .isTrue();
        }
      }
    }
  }
}
