package dev.seq4j.apps.translation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import dev.seq4j.datasets.translation.PairFilter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** Which pairs of sentences a training takes. */
enum Pairs {
  /** All but the long ones. */
  ALL(PairFilter.DEFAULT),
  /** Short ones about somebody's state, as in PyTorch's tutorial. */
  TUTORIAL(PairFilter.TUTORIAL);

  private final PairFilter filter;

  Pairs(PairFilter filter) {
    this.filter = filter;
  }

  @JsonCreator
  static Pairs named(String name) {
    return Arrays.stream(values())
        .filter(pairs -> pairs.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("pairs", name, names()));
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(Pairs::toString).toList();
  }

  /**
   * @param maxWords words of either sentence at most
   * @return what the pairs must pass
   */
  PairFilter filter(int maxWords) {
    return filter.withMaxWords(Math.min(maxWords, filter.maxWords()));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name of a choice of pairs. */
  static final class Converter implements ITypeConverter<Pairs> {
    @Override
    public Pairs convert(String name) {
      return named(name);
    }
  }

  /** The names of all of them. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
