/// Runnable programs; each is run by a test. They are single files beside this module's pom, for
/// `amasia run examples/DrawMap.java …`.
@NullMarked
package io.amasia.examples;

import org.jspecify.annotations.NullMarked;
