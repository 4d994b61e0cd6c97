package io.amasia.notebook.ipynb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of the command line as Java.
class ParameterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          year=1990         | var year = 1990;
          n=-5000000000     | var n = -5000000000L;
          n=0xFF            | var n = 0xFF;
          x=1e-3            | var x = 1e-3;
          x=.5              | var x = .5;
          on=true           | var on = true;
          c='c'             | var c = 'c';
          region=Kenya      | var region = "Kenya";
          region="a \\" b"  | var region = "a \\" b";
          path=C:\\a"b=c    | var path = "C:\\\\a\\"b=c";
          station=007       | var station = "007";
          day=2000-01-01    | var day = "2000-01-01";
          empty=            | var empty = "";
          """)
  void literalsOfJavaAreValuesAndAllElseIsText(String given, String declaration) {
    assertThat(Parameter.of(given).declaration(Optional.empty())).isEqualTo(declaration);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          limit=5       | double | double limit = (double) 5;
          limit=5       | float  | float limit = (float) 5;
          n=5           | long   | long n = 5L;
          n=5L          | long   | long n = 5L;
          year=1990     | String | String year = "1990";
          year="1990"   | String | String year = "1990";
          on=false      | boolean| boolean on = false;
          any=5         | Object | var any = 5;
          """)
  void declaredVariablesKeepTheirType(String given, String type, String declaration) {
    assertThat(Parameter.of(given).declaration(Optional.of(type))).isEqualTo(declaration);
  }

  @Test
  void othersAreRefused() {
    for (String given : new String[] {"year", "=3", "a b=3", "class=3", "a.b=3"}) {
      assertThatThrownBy(() -> Parameter.of(given))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("name=value");
    }
    assertThatThrownBy(() -> Parameter.of("n=1.5").declaration(Optional.of("int")))
        .hasMessage("the parameter n is a int in this notebook; '1.5' is none");
    assertThatThrownBy(() -> Parameter.of("ds=1").declaration(Optional.of("Dataset")))
        .hasMessageContaining("numbers, truths and texts");
  }
}
