package io.amasia.plan.travel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import io.amasia.array.Lease;
import io.amasia.plan.BlockFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Functions of the user's own: the one thing in a plan that is code. They travel as Java objects
/// with the class files they need, named in the plan by the SHA-256 of both.
///
/// Whoever reads one runs what its writer wrote. So a function is only read if its digest is the
/// one in the plan, and the plan's own digest came from the process that made it, over a channel
/// that nobody else can write to: never from the work directory alone.
final class UserCode {
  private UserCode() {}

  static ObjectNode write(BlockFunction function, Beside beside) {
    MemorySegment bytes = MemorySegment.ofArray(archive(function));
    return Document.object()
        .put("class", name(function.getClass()))
        .put("bytes", bytes.byteSize())
        .put("sha256", beside.leave(bytes));
  }

  /// The class of a lambda has an address in its name, which is another one in each process; the
  /// same plan must be the same text in all of them, to be known again.
  private static String name(Class<?> type) {
    return type.isHidden() ? type.getName().replaceFirst("/.*", "") : type.getName();
  }

  private static byte[] archive(BlockFunction function) {
    var object = new ByteArrayOutputStream();
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes);
        var objects = new Classes(object)) {
      objects.writeObject(function);
      objects.flush();
      Map<String, byte[]> files = ClassFiles.of(objects.seen);
      out.writeInt(files.size());
      for (var file : files.entrySet()) {
        out.writeUTF(file.getKey());
        out.writeInt(file.getValue().length);
        out.write(file.getValue());
      }
      object.writeTo(out);
    } catch (NotSerializableException e) {
      throw new AmasiaException.Unsupported(
          "the function of mapBlocks or applyUfunc holds a %s, which can't be sent to other processes; let it use values that it makes itself, static ones, or Serializable ones"
              .formatted(e.getMessage()));
    } catch (IOException e) {
      throw new AmasiaException.Unsupported(
          "the function of mapBlocks or applyUfunc can't be sent to other processes: " + e);
    }
    return bytes.toByteArray();
  }

  /// Writes objects and sees of which classes they are.
  private static final class Classes extends ObjectOutputStream {
    private final Set<Class<?>> seen = new LinkedHashSet<>();

    Classes(OutputStream out) throws IOException {
      super(out);
    }

    @Override
    protected void annotateClass(Class<?> type) {
      seen.add(type);
    }
  }

  static BlockFunction read(Document in, Beside beside) {
    byte[] bytes;
    long length = in.number("bytes", 1, Integer.MAX_VALUE - 8L);
    try (Lease lease = beside.fetchChecked(in.text("sha256"), length)) {
      bytes = lease.segment().toArray(ValueLayout.JAVA_BYTE);
    }
    try (var archive = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = archive.readInt();
      Map<String, byte[]> classes = new HashMap<>();
      for (int i = 0; i < count; i++) {
        String name = archive.readUTF();
        classes.put(name, archive.readNBytes(archive.readInt()));
      }
      var loader = new Shipped(classes);
      try (var object = new Objects(archive, loader)) {
        return (BlockFunction) object.readObject();
      }
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      throw new AmasiaException.Unsupported(
          "the function %s can't be made again here: %s".formatted(in.text("class"), e));
    }
  }

  /// Classes that came with a function; those that are here already are taken from here.
  private static final class Shipped extends ClassLoader {
    private final Map<String, byte[]> classes;

    Shipped(Map<String, byte[]> classes) {
      super(UserCode.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] file = classes.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, file, 0, file.length);
    }
  }

  private static final class Objects extends ObjectInputStream {
    private final ClassLoader loader;

    Objects(InputStream in, ClassLoader loader) throws IOException {
      super(in);
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      } catch (LinkageError e) {
        throw new InvalidClassException(description.getName(), e.toString());
      }
    }
  }
}
