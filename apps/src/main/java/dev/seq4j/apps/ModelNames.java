package dev.seq4j.apps;

import dev.seq4j.models.classifier.ClassifierArchitecture;
import dev.seq4j.models.language.LanguageArchitecture;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;

/** Reads the names of models, and offers them to the shell and to the help. */
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
}
