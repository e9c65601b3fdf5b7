package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command line that the documents and the help show can be typed. */
class DocumentedCommandsTest {

  /** In {@code `seq4j ...`}, at the beginning of a line, after a prompt or a pipe. */
  private static final Pattern PLAIN =
      Pattern.compile("(?:^|`|[$|] ?) *(?:bin/)?seq4j( [^`#|\n]*)?", Pattern.MULTILINE);

  private static final Pattern MAVEN = Pattern.compile("-Dexec\\.args=\"([^\"]*)\"");

  /** A word, or several in quotation marks. */
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  static Stream<String> documented() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("..", "README.md")));
    try (Stream<Path> docs = Files.walk(Path.of("..", "docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    List<String> commands = new ArrayList<>();
    for (Path document : documents) {
      commands.addAll(commandsIn(Files.readString(document)));
    }
    return commands.stream().distinct();
  }

  static Stream<String> helped() {
    return HelpTest.commands()
        .flatMap(
            words -> {
              CommandLine command = Main.commandLine(null);
              for (String word : words) {
                command = command.getSubcommands().get(word);
              }
              return Arrays.stream(command.getCommandSpec().usageMessage().footer());
            })
        .flatMap(line -> commandsIn(line).stream());
  }

  private static List<String> commandsIn(String document) {
    // A command in running text may be broken over two lines.
    String joined = document.replaceAll("(`seq4j [^`\n]*)\n([^`\n]*`)", "$1 $2");
    List<String> commands = new ArrayList<>();
    Matcher plain = PLAIN.matcher(joined);
    while (plain.find()) {
      commands.add(plain.group(1) == null ? "" : plain.group(1).strip());
    }
    Matcher maven = MAVEN.matcher(joined);
    while (maven.find()) {
      commands.add(maven.group(1));
    }
    return commands;
  }

  @Test
  void findsCommandsInDocuments() throws IOException {
    assertThat(documented())
        .contains("data list", "train text --data book.txt", "train sentiment --resume runs/first")
        .hasSizeGreaterThan(8);
    assertThat(helped()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("documented")
  void canBeTyped(String command) {
    parse(command);
  }

  @ParameterizedTest
  @MethodSource("helped")
  void helpCanBeTyped(String command) {
    parse(command);
  }

  private static void parse(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    words.remove("...");
    int names = 0;
    CommandLine found = Main.commandLine(null);
    while (names < words.size() && found.getSubcommands().containsKey(words.get(names))) {
      found = found.getSubcommands().get(words.get(names++));
    }
    // A command that is only named may lack what it needs.
    if (names < words.size()) {
      assertThatCode(() -> Main.commandLine(null).parseArgs(words.toArray(String[]::new)))
          .as(command)
          .doesNotThrowAnyException();
    }
  }
}
