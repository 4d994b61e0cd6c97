package io.amasia.geo;

/// The centre of each cell of a grid, in degrees, flat over its dimensions.
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Centres(double[] lat, double[] lon) {}
