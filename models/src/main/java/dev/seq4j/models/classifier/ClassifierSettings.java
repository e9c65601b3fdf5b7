package dev.seq4j.models.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import java.util.function.Function;

/**
 * The hyper-parameters of a {@link TextClassifier}: {@link LinearSettings} or {@link
 * NetworkSettings}, as its architecture wants.
 */
public sealed interface ClassifierSettings permits LinearSettings, NetworkSettings {

  /**
   * @return the kind of model
   */
  ClassifierArchitecture architecture();

  /**
   * Goes the way of its kind.
   *
   * @param linear for settings of a linear model
   * @param network for settings of a network
   * @param <R> what comes of it
   * @return what came of it
   */
  <R> R match(Function<LinearSettings, R> linear, Function<NetworkSettings, R> network);

  /**
   * @param architecture the kind of model
   * @return its default settings
   */
  static ClassifierSettings of(ClassifierArchitecture architecture) {
    return requireNamed(architecture).isNetwork()
        ? NetworkSettings.of(architecture)
        : LinearSettings.DEFAULT;
  }

  /**
   * @param json an object with the field {@code architecture}
   * @return the settings of that architecture
   * @throws InvalidInputException if a field is missing, unknown or out of its range
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ClassifierSettings fromJson(ObjectNode json) {
    String name = json.path("architecture").asText(null);
    ClassifierArchitecture architecture = name == null ? null : ClassifierArchitecture.named(name);
    Class<? extends ClassifierSettings> type =
        requireNamed(architecture).isNetwork() ? NetworkSettings.class : LinearSettings.class;
    return Json.read(json.toString(), type, "settings of " + architecture);
  }

  /** Says which architectures there are if none was named. */
  static ClassifierArchitecture requireNamed(ClassifierArchitecture architecture) {
    if (architecture == null) {
      throw new InvalidInputException(
          "architecture: is missing, must be one of "
              + String.join(", ", ClassifierArchitecture.names()));
    }
    return architecture;
  }
}
