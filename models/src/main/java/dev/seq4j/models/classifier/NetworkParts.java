package dev.seq4j.models.classifier;

import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.bundle.ModelEntries;
import dev.seq4j.models.bundle.ModelWeights;
import dev.seq4j.models.bundle.NetworkWeights;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a network's classifier has learned.
 *
 * @param network the network
 * @param bag the features it reads, if it does not read words in their order
 */
record NetworkParts(NetworkWeights network, Optional<BagOfWords> bag) implements ModelWeights {

  static NetworkParts read(ModelEntries entries, NetworkSettings settings, Vocabulary vocabulary)
      throws IOException {
    Optional<BagOfWords> bag = Optional.empty();
    if (settings.bag() != null) {
      byte[] bytes = entries.bytes(BagOfWords.ENTRY);
      bag = Optional.of(BagOfWords.read(bytes, settings.bag(), vocabulary, BagOfWords.ENTRY));
    }
    return new NetworkParts(NetworkWeights.read(entries), bag);
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
    Map<String, AtomicFile.Content> entries = new LinkedHashMap<>(network.entries());
    bag.ifPresent(features -> entries.put(BagOfWords.ENTRY, features::write));
    return entries;
  }
}
