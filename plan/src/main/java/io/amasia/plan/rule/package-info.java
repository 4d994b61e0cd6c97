/// Rewrite rules, one a file: a plan in, an equal plan out.
@NullMarked
package io.amasia.plan.rule;

import org.jspecify.annotations.NullMarked;
