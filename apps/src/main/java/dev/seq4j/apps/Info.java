package dev.seq4j.apps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.core.file.Json;
import dev.seq4j.models.bundle.ModelCard;
import dev.seq4j.models.bundle.ModelFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what a model file holds. */
@Command(
    name = "info",
    description = "Say what a model file holds.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  seq4j info runs/sentiment/model.zip"})
final class Info implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "MODEL", description = "A model file that seq4j wrote.")
  private Path model;

  @Override
  public Integer call() {
    ModelCard card = ModelFile.readCard(model);
    common.result(describe(card), card);
    return ExitCode.OK;
  }

  private String describe(ModelCard card) {
    StringBuilder text = new StringBuilder();
    line(text, "model", model.toString());
    line(text, "task", card.task());
    settings(text, card.settings());
    line(text, "parameters", String.format(Locale.ROOT, "%,d", card.parameters()));
    line(text, "tokenizer", card.tokenizer());
    if (!card.labels().isEmpty()) {
      line(text, "labels", String.join(", ", card.labels()));
    }
    line(text, "data", card.provenance().data());
    card.provenance().metrics().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(metric -> line(text, metric.getKey(), Json.line(metric.getValue())));
    line(text, "written by", "seq4j " + card.seq4j());
    return text.toString().stripTrailing();
  }

  /** Settings that stand in a group are shown as the others are. */
  private static void settings(StringBuilder text, JsonNode group) {
    for (Map.Entry<String, JsonNode> field : group.properties()) {
      if (field.getValue().isObject()) {
        settings(text, field.getValue());
      } else {
        boolean list = field.getValue().isArray();
        line(text, field.getKey(), list ? field.getValue().toString() : field.getValue().asText());
      }
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-22s %s%n", name, value));
  }
}
