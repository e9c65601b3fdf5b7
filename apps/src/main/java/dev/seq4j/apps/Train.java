package dev.seq4j.apps;

import picocli.CommandLine.Command;

/** The commands that train. */
@Command(
    name = "train",
    description = "Train a model.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(sentiment | text)",
    subcommands = {TrainSentiment.class, TrainText.class})
final class Train {}
