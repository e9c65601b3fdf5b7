package dev.seq4j.apps;

import dev.seq4j.models.language.LanguageSettings;

/**
 * All settings of {@code train text}.
 *
 * @param model architecture and hyper-parameters
 * @param batch portions of text a batch
 * @param time characters a portion
 * @param iterations batches to learn from at most
 * @param validateEvery iterations between validations
 * @param sampleEvery iterations between samples of what the model writes, 0 for none
 * @param clip largest norm of the gradient, 0 for any
 * @param minutes of training at most, 0 for any
 * @param heldOut share of the text, at its end, that is not trained on
 * @param data file or folder, or null for what is found
 * @param offline whether nothing may be downloaded
 */
record TextSettings(
    LanguageSettings model,
    int batch,
    int time,
    int iterations,
    int validateEvery,
    int sampleEvery,
    double clip,
    double minutes,
    double heldOut,
    String data,
    boolean offline) {}
