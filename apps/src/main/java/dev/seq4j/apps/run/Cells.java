package dev.seq4j.apps.run;

import dev.seq4j.core.Choice;
import dev.seq4j.models.network.Cell;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** The recurrent cells that a network may be made of, by their names. */
public final class Cells {

  private static final List<Cell> ALL = List.of(Cell.GRU, Cell.LSTM);

  private Cells() {}

  private static List<String> names() {
    return ALL.stream().map(cell -> cell.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Reads the name of a cell. */
  public static final class Converter implements ITypeConverter<Cell> {
    @Override
    public Cell convert(String name) {
      int index = names().indexOf(name);
      if (index < 0) {
        throw Choice.unknown("cell", name, names());
      }
      return ALL.get(index);
    }
  }

  /** The names of the cells. */
  public static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
