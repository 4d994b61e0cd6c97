package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.AmasiaException;
import io.amasia.testkit.RandomTest;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Sentences of the grammar of expressions are read, and damaged ones are read or refused.
class RandomExpressionsTest {
  private static final List<String> INFIX =
      List.of("||", "&&", "<", "<=", ">", ">=", "==", "!=", "+", "-", "*", "/", "**", "^");

  @RandomTest
  void everySentenceOfTheGrammarIsRead(long seed) {
    var random = new Random(seed);
    String text = "x = " + sentence(random, 1 + (int) (seed % 5));
    assertThat(ExpressionParser.parse(text).name()).isEqualTo("x");
  }

  @RandomTest
  void damagedSentencesAreReadOrRefusedAtAPosition(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder("x = " + sentence(random, 3));
    for (int i = 0; i < 3; i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(32, 127));
        default -> text.setCharAt(at, "()=!<>.,*-+e9 \u00e9".charAt(random.nextInt(15)));
      }
    }
    try {
      ExpressionParser.parse(text.toString());
    } catch (AmasiaException.Usage e) {
      assertThat(e).hasMessageContaining("position");
    }
  }

  private static String sentence(Random random, int depth) {
    if (depth == 0) {
      return switch (random.nextInt(4)) {
        case 0 -> Integer.toString(random.nextInt(1000));
        case 1 -> random.nextDouble() + "e" + random.nextInt(-9, 9);
        case 2 -> "tas";
        default -> "a.pr_2";
      };
    }
    return switch (random.nextInt(4)) {
      // A comparison in brackets, since it can't follow another one.
      case 0 ->
          "(%s %s %s)"
              .formatted(
                  sentence(random, depth - 1),
                  INFIX.get(random.nextInt(INFIX.size())),
                  sentence(random, depth - 1));
      case 1 -> (random.nextBoolean() ? "-" : "! ") + sentence(random, depth - 1);
      case 2 -> call(random, depth);
      default -> "( " + sentence(random, depth - 1) + " )";
    };
  }

  private static String call(Random random, int depth) {
    List<Map.Entry<String, Integer>> functions =
        ExpressionParser.FUNCTIONS.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    var function = functions.get(random.nextInt(functions.size()));
    var text = new StringBuilder(function.getKey()).append('(');
    for (int i = 0; i < function.getValue(); i++) {
      text.append(i == 0 ? "" : ", ").append(sentence(random, depth - 1));
    }
    return text.append(')').toString();
  }
}
