package io.amasia.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows of ARCHITECTURE.md and the rules of the house that a machine can hold.
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.amasia")
          .that(
              describe(
                  "of the project, without its test kit",
                  type -> !type.getPackageName().startsWith("io.amasia.testkit")));

  /// Each module and the modules it may use, all that those use included.
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("array", Set.of()),
          Map.entry("storage", Set.of("array")),
          Map.entry("plan", Set.of("array", "storage")),
          Map.entry("web", Set.of("array", "storage", "plan")),
          Map.entry("dataset", Set.of("array", "storage", "plan")),
          Map.entry("geo", Set.of("array", "storage", "plan", "dataset")),
          Map.entry("plot", Set.of("array", "storage", "plan", "dataset", "geo")),
          Map.entry("zarr", Set.of("array", "storage")),
          Map.entry("netcdf", Set.of("array", "storage")),
          Map.entry("tables", Set.of("array", "storage")),
          Map.entry(
              "serve", Set.of("array", "storage", "plan", "web", "dataset", "geo", "plot", "zarr")),
          Map.entry("spark", Set.of("array", "storage", "plan")),
          Map.entry(
              "api",
              Set.of(
                  "array", "storage", "plan", "web", "dataset", "geo", "plot", "zarr", "netcdf",
                  "tables", "serve")),
          Map.entry(
              "notebook",
              Set.of(
                  "array", "storage", "plan", "web", "dataset", "geo", "plot", "zarr", "netcdf",
                  "tables", "serve", "api")),
          Map.entry(
              "cli",
              Set.of(
                  "array",
                  "storage",
                  "plan",
                  "web",
                  "dataset",
                  "geo",
                  "plot",
                  "zarr",
                  "netcdf",
                  "tables",
                  "serve",
                  "api",
                  "notebook")));

  /// Modules that are not installed unless asked for: the command's class path has none of them.
  private static final Set<String> OPTIONAL = Set.of("spark");

  /// Packages of a module that may use each other: the fluent words of arrays and datasets
  /// (`groupBy`, `weighted`, `toUnits`) lead into both, which are written on datasets.
  private static final Set<String> FLUENT =
      Set.of("io.amasia.dataset", "io.amasia.dataset.group", "io.amasia.dataset.cf");

  private static final Set<String> REFUSED =
      Set.of("util", "utils", "common", "impl", "helper", "helpers", "misc", "manager");

  private static String module(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("io.amasia") ? "api" : name.split("\\.", -1)[2];
  }

  private static DescribedPredicate<JavaClass> ofModules(Set<String> names) {
    return describe(
        "of modules " + new TreeSet<>(names),
        type -> type.getPackageName().startsWith("io.amasia") && names.contains(module(type)));
  }

  @Test
  void everyModuleIsKnown() {
    Set<String> here =
        CLASSES.stream()
            .map(ArchitectureTest::module)
            .collect(Collectors.toCollection(TreeSet::new));
    here.addAll(OPTIONAL);
    assertThat(here).isEqualTo(ARROWS.keySet());
  }

  @Test
  void arrowsPointDown() {
    ARROWS.forEach((module, allowed) -> {
      Set<String> refused = new TreeSet<>(ARROWS.keySet());
      refused.removeAll(allowed);
      refused.remove(module);
      noClasses()
          .that(ofModules(Set.of(module)))
          .should()
          .dependOnClassesThat(ofModules(refused))
          .because("the module " + module + " may use " + allowed + " only")
          .allowEmptyShould(OPTIONAL.contains(module))
          .check(CLASSES);
    });
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("(io.amasia..)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(
            describe(
                "io.amasia.dataset", type -> type.getPackageName().equals("io.amasia.dataset")),
            describe("its fluent words", type -> FLUENT.contains(type.getPackageName())))
        // The one list of rules names them all; rules know nothing of it.
        .ignoreDependency(
            describe("the optimizer", type -> type.getSimpleName().equals("Optimizer")),
            describe("rules", type -> type.getPackageName().equals("io.amasia.plan.rule")))
        .check(CLASSES);
  }

  @Test
  void namesSayWhatThingsAre() {
    List<String> wrong =
        CLASSES.stream()
            .filter(type ->
                Stream.of(type.getPackageName().split("\\.")).anyMatch(REFUSED::contains)
                    || REFUSED.stream()
                        .anyMatch(word ->
                            type.getSimpleName()
                                .endsWith(
                                    word.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                                        + word.substring(1))))
            .map(JavaClass::getName)
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void onlyTheCommandPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.amasia.cli..")
        // A program may ask to see progress.
        .and()
        .doNotHaveFullyQualifiedName("io.amasia.Amasia")
        // What cells print is theirs to show: it takes the streams, and gives them back.
        .and()
        .doNotHaveFullyQualifiedName("io.amasia.notebook.StandardStreams")
        .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void errorsForUsersAreAmasias() {
    classes()
        .that()
        .areAssignableTo(Throwable.class)
        .should()
        .beAssignableTo(io.amasia.array.AmasiaException.class)
        .orShould()
        .notBePublic()
        .check(CLASSES);
  }

  /// Surefire runs classes that end in `Test` only; others would be silent.
  @Test
  void testsAreFoundByTheirNames() throws IOException {
    Path root = Path.of(System.getProperty("amasia.root", ".."));
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> unseen =
          files
              .filter(file ->
                  file.toString().contains("/src/test/java/")
                      && file.toString().endsWith(".java")
                      && !file.toString().endsWith("Test.java"))
              .filter(ArchitectureTest::hasTests)
              .toList();
      assertThat(unseen).isEmpty();
    }
  }

  private static boolean hasTests(Path file) {
    try {
      String text = Files.readString(file);
      boolean base = text.contains("abstract class ");
      return !base
          && Stream.of("@Test\n", "@RandomTest\n", "@FuzzTest", "@ParameterizedTest")
              .anyMatch(text::contains);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
