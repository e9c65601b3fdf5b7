package dev.seq4j.models.translation;

import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.text.Tokenizers;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.bundle.ModelEntries;
import dev.seq4j.models.bundle.ModelWeights;
import dev.seq4j.models.bundle.NetworkWeights;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a translator has learned: its network, and the language that it reads. The one that it
 * writes is the model's own tokenizer and vocabulary.
 *
 * @param network the network
 * @param source the language of the sentences
 */
record TranslatorWeights(NetworkWeights network, Lexicon source) implements ModelWeights {

  private static final String TOKENIZER = "source-tokenizer.txt";
  private static final String VOCABULARY = "source-vocabulary.txt";

  static TranslatorWeights read(ModelEntries entries) throws IOException {
    Vocabulary vocabulary = Vocabulary.read(new StringReader(entries.text(VOCABULARY)), VOCABULARY);
    Lexicon source =
        new Lexicon(Tokenizers.fromSpec(entries.text(TOKENIZER).strip(), vocabulary), vocabulary);
    return new TranslatorWeights(NetworkWeights.read(entries), source);
  }

  @Override
  public long parameters() {
    return network.parameters();
  }

  @Override
  public double sum() {
    return network.sum();
  }

  @Override
  public Map<String, AtomicFile.Content> entries() {
    Map<String, AtomicFile.Content> entries = new LinkedHashMap<>();
    String spec = source.tokenizer().spec() + "\n";
    entries.put(TOKENIZER, out -> out.write(spec.getBytes(StandardCharsets.UTF_8)));
    entries.put(
        VOCABULARY,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          source.vocabulary().write(text);
          text.flush();
        });
    entries.putAll(network.entries());
    return entries;
  }
}
