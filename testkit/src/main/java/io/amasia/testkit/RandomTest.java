package io.amasia.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test of one `long seed` parameter, run with seeds 1, 2, … so that small cases come first.
///
/// `-Damasia.seed=17` runs that seed alone; `-Damasia.seeds=N` sets how many.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Seeds.class)
public @interface RandomTest {
  /// How many seeds a default run takes.
  int seeds() default 200;
}
