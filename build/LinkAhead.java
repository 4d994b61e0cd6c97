import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Writes out as plain code what the JVM would make anew at each start: how a switch over types
/// finds its case, and `equals` and `hashCode` of records.
///
/// The compiler leaves these as dynamic calls, which no cache of linked classes takes: the first
/// time that the JVM meets one, interpreted code spins a class for it or builds it of method
/// handles. A command meets fifty switches, which cost it a tenth of its time. What is written does
/// what [java.lang.runtime.SwitchBootstraps] and [java.lang.runtime.ObjectMethods] promise; `mvn`
/// tests the code as it was compiled, and `warmup` runs this.
///
/// Arguments: a folder with the command's libraries, of which those of Amasia itself are changed in
/// place, and the folder of its own classes.
public class LinkAhead {
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final int PRIVATE =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

  void main(String[] folders) throws IOException {
    Map<Path, Map<String, byte[]>> jars = new LinkedHashMap<>();
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (Path jar : files(Path.of(folders[0]), ".jar")) {
      jars.put(jar, ClassJar.read(jar));
      all.putAll(jars.get(jar));
    }
    Path own = Path.of(folders[1]);
    for (Path file : files(own, ".class")) {
      all.put(own.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    }
    ClassFile classFile = ClassFile.of(ClassHierarchyResolverOption.of(ClassJar.among(all)));
    for (Map.Entry<Path, Map<String, byte[]>> jar : jars.entrySet()) {
      if (jar.getKey().getFileName().toString().startsWith("amasia-")) {
        link(classFile, jar.getValue(), jar.getKey());
      }
    }
    for (Path file : files(own, ".class")) {
      byte[] before = Files.readAllBytes(file);
      byte[] after = linked(classFile, before);
      if (after != before) {
        Files.write(file, after);
      }
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  /// A jar without dynamic calls of these kinds stays as it is, with its time.
  private static void link(ClassFile classFile, Map<String, byte[]> entries, Path jar)
      throws IOException {
    boolean changed = false;
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      byte[] before = entry.getValue();
      if (ClassJar.isClass(entry.getKey())) {
        entry.setValue(linked(classFile, before));
      }
      changed |= entry.getValue() != before;
    }
    if (changed) {
      ClassJar.write(entries, jar);
    }
  }

  /// The class with its dynamic calls replaced by calls of methods of its own; itself if it has
  /// none.
  private static byte[] linked(ClassFile classFile, byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    boolean inInterface = model.flags().has(AccessFlag.INTERFACE);
    var methods = new ArrayList<Consumer<ClassBuilder>>();
    CodeTransform replace =
        (code, element) -> {
          if (element instanceof RuntimeVisibleTypeAnnotationsAttribute) {
            return; // of local variables, at places in the code that it has no more
          }
          if (!(element instanceof InvokeDynamicInstruction call) || body(call) == null) {
            code.with(element);
            return;
          }
          String name = "linked$" + methods.size();
          MethodTypeDesc type = call.typeSymbol();
          methods.add(made -> made.withMethodBody(name, type, PRIVATE, body(call)));
          code.invokestatic(model.thisClass().asSymbol(), name, type, inInterface);
        };
    byte[] made =
        classFile.transformClass(
            model,
            ClassTransform.transformingMethodBodies(replace)
                .andThen(ClassTransform.endHandler(c -> methods.forEach(m -> m.accept(c)))));
    return methods.isEmpty() ? bytes : made;
  }

  /// The code of what a call is linked to, its arguments in the first variables; null if it is for
  /// the JVM to link.
  private static Consumer<CodeBuilder> body(InvokeDynamicInstruction call) {
    ClassDesc linker = call.bootstrapMethod().owner();
    String name = call.name().stringValue();
    List<ConstantDesc> given = call.bootstrapArgs();
    if (linker.equals(SWITCHES) && name.equals("typeSwitch")) {
      boolean types = given.stream().allMatch(a -> a instanceof ClassDesc c && !c.isPrimitive());
      return types ? code -> typeSwitch(code, given) : null;
    }
    if (!linker.equals(RECORDS)) {
      return null;
    }
    List<DirectMethodHandleDesc> fields =
        given.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
    return switch (name) {
      case "hashCode" -> code -> hashCode(code, fields);
      case "equals" -> code -> equals(code, (ClassDesc) given.getFirst(), fields);
      default -> null;
    };
  }

  /// -1 for null, else the first type from the given index on that the value is of, else their
  /// number.
  private static void typeSwitch(CodeBuilder code, List<ConstantDesc> types) {
    Label some = code.newLabel();
    code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
    for (int i = 0; i < types.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(types.size()).ireturn();
  }

  /// The hash so far times 31, plus that of the next field.
  private static void hashCode(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      code.loadConstant(31).imul();
      get(code, 0, field);
      ClassDesc type = type(field);
      ClassDesc taken = type.isPrimitive() ? type : ConstantDescs.CD_Object;
      code.invokestatic(owner(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, taken));
      code.iadd();
    }
    code.ireturn();
  }

  private static void equals(
      CodeBuilder code, ClassDesc record, List<DirectMethodHandleDesc> fields) {
    Label differ = code.newLabel();
    code.aload(1).instanceOf(record).ifeq(differ).aload(1).checkcast(record).astore(2);
    for (DirectMethodHandleDesc field : fields) {
      get(code, 0, field);
      get(code, 2, field);
      ClassDesc type = type(field);
      if (type.isPrimitive()) {
        var compare = MethodTypeDesc.of(ConstantDescs.CD_int, type, type);
        code.invokestatic(owner(type), "compare", compare).ifne(differ);
      } else {
        ClassDesc any = ConstantDescs.CD_Object;
        var equals = MethodTypeDesc.of(ConstantDescs.CD_boolean, any, any);
        code.invokestatic(OBJECTS, "equals", equals).ifeq(differ);
      }
    }
    code.iconst_1().ireturn().labelBinding(differ).iconst_0().ireturn();
  }

  private static void get(CodeBuilder code, int variable, DirectMethodHandleDesc field) {
    code.aload(variable).getfield(field.owner(), field.methodName(), type(field));
  }

  private static ClassDesc type(DirectMethodHandleDesc field) {
    return field.invocationType().returnType();
  }

  /// The class that compares and hashes values of `type`.
  private static ClassDesc owner(ClassDesc type) {
    return switch (TypeKind.from(type)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case SHORT -> ConstantDescs.CD_Short;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE -> OBJECTS;
      case VOID -> throw new IllegalArgumentException("a field of no type");
    };
  }
}
