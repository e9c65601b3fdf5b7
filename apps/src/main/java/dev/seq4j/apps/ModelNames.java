package dev.seq4j.apps;

import dev.seq4j.core.Choice;
import dev.seq4j.models.bag.Weighting;
import dev.seq4j.models.captioning.FilmMemory;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.Pooling;
import dev.seq4j.models.language.LanguageArchitecture;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.translation.TranslatorArchitecture;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/**
 * Reads the names of models and of what they are made of, and offers them to the shell and to the
 * help.
 */
final class ModelNames {

  private ModelNames() {}

  /** Reads the name of a classifier. */
  static final class Classifier implements ITypeConverter<ClassifierArchitecture> {
    @Override
    public ClassifierArchitecture convert(String name) {
      return ClassifierArchitecture.named(name);
    }
  }

  /** The names of the classifiers. */
  static final class ClassifierCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ClassifierArchitecture.names().iterator();
    }
  }

  /** Reads the name of a language model. */
  static final class Language implements ITypeConverter<LanguageArchitecture> {
    @Override
    public LanguageArchitecture convert(String name) {
      return LanguageArchitecture.named(name);
    }
  }

  /** The names of the language models. */
  static final class LanguageCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return LanguageArchitecture.names().iterator();
    }
  }

  /** Reads the name of a translator. */
  static final class Translators implements ITypeConverter<TranslatorArchitecture> {
    @Override
    public TranslatorArchitecture convert(String name) {
      return TranslatorArchitecture.named(name);
    }
  }

  /** The names of the translators. */
  static final class TranslatorCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return TranslatorArchitecture.names().iterator();
    }
  }

  /** Reads the name of a recurrent cell of a translator. */
  static final class Cells implements ITypeConverter<Cell> {

    private static final List<Cell> ALL = List.of(Cell.GRU, Cell.LSTM);

    static List<String> names() {
      return ALL.stream().map(cell -> cell.name().toLowerCase(Locale.ROOT)).toList();
    }

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
  static final class CellCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Cells.names().iterator();
    }
  }

  /** Reads the name of a memory of films. */
  static final class FilmMemories implements ITypeConverter<FilmMemory> {
    @Override
    public FilmMemory convert(String name) {
      return FilmMemory.named(name);
    }
  }

  /** The names of all of them. */
  static final class FilmMemoryCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FilmMemory.names().iterator();
    }
  }

  /** Reads the name of a pooling. */
  static final class Poolings implements ITypeConverter<Pooling> {
    @Override
    public Pooling convert(String name) {
      return Pooling.named(name);
    }
  }

  /** The names of all of them. */
  static final class PoolingCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Pooling.names().iterator();
    }
  }

  /** Reads the name of a weighting. */
  static final class Weightings implements ITypeConverter<Weighting> {
    @Override
    public Weighting convert(String name) {
      return Weighting.named(name);
    }
  }

  /** The names of all of them. */
  static final class WeightingCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Weighting.names().iterator();
    }
  }

  /** Reads the name of a schedule. */
  static final class Schedules implements ITypeConverter<Schedule> {
    @Override
    public Schedule convert(String name) {
      return Schedule.named(name);
    }
  }

  /** The names of all of them. */
  static final class ScheduleCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Schedule.names().iterator();
    }
  }
}
