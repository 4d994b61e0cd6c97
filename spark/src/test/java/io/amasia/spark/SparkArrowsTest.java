package io.amasia.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class SparkArrowsTest {
  @Test
  void theEngineKnowsPlansAndNothingAboveThem() {
    noClasses()
        .that()
        .haveNameNotMatching(".*Test.*")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.amasia.dataset..", "io.amasia.geo..", "io.amasia.cli..", "io.amasia")
        .check(new ClassFileImporter().importPackages("io.amasia.spark"));
  }
}
