package io.amasia.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.notebook.MimeBundle;
import io.amasia.notebook.Output;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;

/// Messages that can't be sent, and the ones behind them.
class IoPubTest {
  private static final String ADDRESS = "inproc://iopub";

  /// What can't be encoded as there is no memory for it.
  private static ObjectNode unsendable() {
    ObjectNode content = Message.object();
    content.putPOJO(
        "text",
        new JsonSerializable.Base() {
          @Override
          public void serialize(JsonGenerator to, SerializerProvider provider) {
            throw new OutOfMemoryError("for a test");
          }

          @Override
          public void serializeWithType(
              JsonGenerator to, SerializerProvider provider, TypeSerializer type) {
            serialize(to, provider);
          }
        });
    return content;
  }

  @Test
  void noMessageEndsTheSending() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    var wire = new Wire("a key");
    try (var context = new ZContext();
        var listener = context.createSocket(SocketType.SUB)) {
      listener.subscribe("");
      listener.setReceiveTimeOut(10_000);
      var channel = new Channel(context, SocketType.PUB, ADDRESS, wire, log::add);
      try (var ioPub = new IoPub(channel, "session", log::add)) {
        listener.connect(ADDRESS);
        String topic = null;
        listener.setReceiveTimeOut(50);
        while (topic == null) { // what is published before it hears is lost
          ioPub.status("starting", Message.object());
          topic = listener.recvStr();
        }
        listener.setReceiveTimeOut(10_000);
        ObjectNode request = Message.object().put("msg_id", "1");
        ioPub.say("execute_input", request, unsendable());
        var shown = new Output.DisplayData(MimeBundle.plain("seen"), Optional.empty());
        ioPub.output(shown, request, 1);
        ioPub.status("idle", request);
        String heard = "";
        while (!heard.contains("idle")) {
          String next = listener.recvStr();
          assertThat(next).as("after %s", heard).isNotNull();
          heard += next + "\n";
        }
        assertThat(heard).contains("seen").doesNotContain("execute_input");
        assertThat(log).singleElement().asString().contains("no execute_input sent");
      }
    }
  }
}
