package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sessions in the places of others, given back in any order.
class PlacesTest {
  private static Session session() {
    return Session.builder().engine("serial").threads(1).build();
  }

  @Test
  void theLastThatIsOpenIsTheCurrentOne() {
    Session before = Session.current();
    Session a = session();
    Session b = session();
    Session.Place ofA = a.takeThePlaceOf(before);
    Session.Place ofB = b.takeThePlaceOf(a);
    ofA.close();
    assertThat(Session.current()).isSameAs(b);
    ofB.close();
    assertThat(Session.current()).isSameAs(before);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void twoInEachOthersPlaceAreNotFollowedForEver() throws Exception {
    Session a = session();
    Session b = session();
    try (var _ = a.takeThePlaceOf(b);
        var _ = b.takeThePlaceOf(a)) {
      assertThat(b.call(Session::current)).isSameAs(b);
    }
    assertThat(a.call(Session::current)).isSameAs(a);
  }
}
