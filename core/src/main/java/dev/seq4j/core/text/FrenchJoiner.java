package dev.seq4j.core.text;

import java.util.List;

/** Sets words and punctuation as they are printed in French: with a space before high marks. */
final class FrenchJoiner extends WordJoiner {

  FrenchJoiner(List<String> tokens) {
    super(tokens);
  }

  @Override
  Close side(int i, String token) {
    String before = before(i);
    if (FrenchRules.isHungOn(token)) {
      boolean left = endsLikeWord(before);
      boolean right = FrenchRules.isElided(token);
      return left ? right ? Close.BOTH : Close.LEFT : right ? Close.RIGHT : Close.NEITHER;
    }
    if (FrenchRules.isElided(token)) {
      return Close.RIGHT;
    }
    return switch (token) {
      case "«", "»", "%", "$", "€", "£", "¥" -> Close.NEITHER;
      case "°" -> before.equalsIgnoreCase("n") ? Close.LEFT : Close.NEITHER;
      default -> isHighMark(token) && !isHighMark(before) ? Close.NEITHER : super.side(i, token);
    };
  }

  /** Whether the token is one of the marks that stand apart, or a run of it. */
  private static boolean isHighMark(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> "!?:;".indexOf(c) >= 0);
  }
}
