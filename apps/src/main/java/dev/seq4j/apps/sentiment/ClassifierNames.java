package dev.seq4j.apps.sentiment;

import dev.seq4j.models.bag.Weighting;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.classifier.Pooling;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;

/**
 * Reads the names of classifiers and of what they are made of, and offers them to the shell and to
 * the help.
 */
final class ClassifierNames {

  private ClassifierNames() {}

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
}
