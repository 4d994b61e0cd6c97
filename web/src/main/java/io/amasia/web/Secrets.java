package io.amasia.web;

import java.util.regex.Pattern;

/// What clients of a server are not told of the URLs it reads: user, password, signatures, tokens.
public final class Secrets {
  /// The part of a URL between its scheme and its host: all up to the last `@` before the path.
  private static final Pattern USER = Pattern.compile("(?<=[a-zA-Z0-9+.-]://)[^/?#\\s]*@");

  /// Parameters of a query that are known, or by their length likely, to be secrets. That a name
  /// and a value are there is seen first, so that the time is linear in the length of any text.
  private static final Pattern PARAMETER =
      Pattern.compile(
          "([?&;](?=[^=&;?#\\s\"']*+=[^&;#\\s\"'])(?:[^=&;?#\\s\"']*(?:sig|token|key|secret|pass|pwd|cred|auth|session|x-amz-|x-goog-)[^=&;?#\\s\"']*+=|[^=&;?#\\s\"']*+=(?=[^&;#\\s\"']{32})))[^&;#\\s\"']+",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /// `text`, such as a URL or a sentence with some, without what is secret in them: the user and
  /// password before a host, and the values of parameters such as `sig`, `token` or
  /// `X-Amz-Signature`, in whose place stands `…`.
  public static String hidden(String text) {
    return PARAMETER.matcher(USER.matcher(text).replaceAll("")).replaceAll("$1…");
  }
}
