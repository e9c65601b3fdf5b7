package dev.seq4j.core.text;

import dev.seq4j.core.InvalidInputException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.text.tokenization.tokenizer.TokenPreProcess;
import org.deeplearning4j.text.tokenization.tokenizerfactory.TokenizerFactory;

/**
 * Cuts texts with a {@link TokenizerFactory} of Deeplearning4j or of your own.
 *
 * <pre>
 *   TokenizerFactory factory = new DefaultTokenizerFactory();
 *   factory.setTokenPreProcessor(new CommonPreprocessor());
 *   Tokenizer tokenizer = new FactoryTokenizer(factory);
 * </pre>
 *
 * <p>A model file keeps the names of the factory's class and of its pre-processor's class, and
 * nothing else of them. Therefore this tokenizer, too, works with new instances of these classes
 * and not with the ones it is given: what cuts the texts in training is what cuts them after
 * loading. Both classes must be public with a public no-argument constructor; a factory with
 * settings needs a class of its own whose constructor makes them. The factory is used by as many
 * threads as the tokenizer is.
 *
 * <p>Tokens that a pre-processor leaves empty are dropped. {@link #join} puts single spaces
 * between.
 */
public final class FactoryTokenizer implements Tokenizer {

  /** The kind in {@link #spec()}. */
  static final String KIND = "factory";

  static final String CLASS_OPTION = "class";
  static final String PREPROCESSOR_OPTION = "preprocessor";

  private final String spec;
  private final TokenizerFactory factory;

  /**
   * @param factory one of the class that shall cut the texts, with its pre-processor set
   * @throws InvalidInputException if its class or its pre-processor's cannot be made anew
   */
  public FactoryTokenizer(TokenizerFactory factory) {
    this(TokenizerSpec.parse(describe(factory)));
  }

  private FactoryTokenizer(TokenizerSpec spec) {
    String preprocessor = spec.options().get(PREPROCESSOR_OPTION);
    this.spec = describe(spec.options().get(CLASS_OPTION), preprocessor);
    this.factory = create(spec, CLASS_OPTION, TokenizerFactory.class);
    if (preprocessor != null) {
      factory.setTokenPreProcessor(create(spec, PREPROCESSOR_OPTION, TokenPreProcess.class));
    }
  }

  /** Makes the tokenizer that a description with known options describes. */
  static FactoryTokenizer fromSpec(TokenizerSpec spec) {
    if (!spec.options().containsKey(CLASS_OPTION)) {
      throw spec.problem("option " + CLASS_OPTION + " is missing");
    }
    return new FactoryTokenizer(spec);
  }

  @Override
  public List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>();
    for (String token : factory.create(text).getTokens()) {
      if (token != null && !token.isEmpty()) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  @Override
  public String join(List<String> tokens) {
    return String.join(" ", tokens);
  }

  @Override
  public String spec() {
    return spec;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FactoryTokenizer that && spec.equals(that.spec);
  }

  @Override
  public int hashCode() {
    return spec.hashCode();
  }

  @Override
  public String toString() {
    return "FactoryTokenizer[" + spec + "]";
  }

  private static String describe(TokenizerFactory factory) {
    TokenPreProcess preprocessor = factory.getTokenPreProcessor();
    return describe(
        factory.getClass().getName(),
        preprocessor == null ? null : preprocessor.getClass().getName());
  }

  private static String describe(String factory, String preprocessor) {
    String line = KIND + "?" + CLASS_OPTION + "=" + factory;
    return preprocessor == null ? line : line + "&" + PREPROCESSOR_OPTION + "=" + preprocessor;
  }

  private static <T> T create(TokenizerSpec spec, String option, Class<T> type) {
    String name = spec.options().get(option);
    try {
      return load(spec, name, type).getConstructor().newInstance();
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw spec.problem(name + " must be public with a public no-argument constructor", e);
    } catch (InvocationTargetException | LinkageError e) {
      throw spec.problem(name + " fails when it is made, see the cause", e);
    }
  }

  private static <T> Class<? extends T> load(TokenizerSpec spec, String name, Class<T> type) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? FactoryTokenizer.class.getClassLoader() : context;
    try {
      // Nothing of a class that a file names may run before it is known to be of the right type.
      Class<?> found = Class.forName(name, false, loader);
      if (!type.isAssignableFrom(found)) {
        throw spec.problem(name + " is no " + type.getName());
      }
      return found.asSubclass(type);
    } catch (ClassNotFoundException | LinkageError e) {
      throw spec.problem("class " + name + " is not on the class path", e);
    }
  }
}
