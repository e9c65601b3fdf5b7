package dev.seq4j.datasets.scenes;

/**
 * A frame of a film before it is drawn.
 *
 * @param moment what happens
 * @param thing counts the things of a film, so that each keeps its look
 * @param x where the thing is, or was, in pixels from the left
 * @param y in pixels from above
 * @param radius half of its extent in pixels
 */
record Shot(Moment moment, int thing, double x, double y, double radius) {}
