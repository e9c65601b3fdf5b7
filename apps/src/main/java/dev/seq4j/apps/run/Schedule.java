package dev.seq4j.apps.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import dev.seq4j.core.train.WarmupCosineSchedule;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nd4j.linalg.schedule.ISchedule;
import picocli.CommandLine.ITypeConverter;

/** How the learning rate changes in the course of a training. */
public enum Schedule {
  /** It stays as it is. */
  CONSTANT,
  /** It rises over the first twentieth of all batches, then falls along a cosine to zero. */
  COSINE;

  private static final int WARMUP_PART = 20;

  @JsonCreator
  static Schedule named(String name) {
    return Arrays.stream(values())
        .filter(schedule -> schedule.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("schedule", name, names()));
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Schedule::toString).toList();
  }

  /**
   * @param rate the highest learning rate
   * @param iterations of the whole training
   * @return the schedule; empty if the rate stays as it is
   */
  Optional<ISchedule> of(double rate, long iterations) {
    if (this == CONSTANT) {
      return Optional.empty();
    }
    int total = Math.toIntExact(Math.min(Integer.MAX_VALUE, iterations));
    return Optional.of(new WarmupCosineSchedule(rate, 0, total / WARMUP_PART, total));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name of a schedule. */
  static final class Converter implements ITypeConverter<Schedule> {
    @Override
    public Schedule convert(String name) {
      return named(name);
    }
  }

  /** The names of all schedules. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
