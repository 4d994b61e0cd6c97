package io.amasia.notebook;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.Map;

/// Stands between the loops of the JDK and the methods that a class of a cell refers to, as in
/// `Stream.generate(Math::random)`, where no code of the cell would run and so none could be
/// stopped: each becomes a method of the class, which calls [SnippetCalls#begin] first.
final class SnippetReferences {
  /// How the names of these methods begin, which are nobody's to read about.
  static final String PREFIX = "reference$";

  private static final ClassDesc CALLS = ClassDesc.of(SnippetCalls.class.getName());
  private static final ClassDesc LAMBDAS = ClassDesc.of("java.lang.invoke.LambdaMetafactory");

  private record Reference(DirectMethodHandleDesc method, MethodTypeDesc type) {}

  private final ClassModel owner;
  private final Map<Reference, String> names = new LinkedHashMap<>();

  SnippetReferences(ClassModel owner) {
    this.owner = owner;
  }

  /// `argument` of the call that makes a lambda, or what stands for it if it is a method of others;
  /// those of cells stop by themselves, and what can be serialized, as for workers, is found again
  /// by the name of its method.
  ConstantDesc stoppable(InvokeDynamicInstruction call, ConstantDesc argument) {
    if (!(argument instanceof DirectMethodHandleDesc method)
        || !call.bootstrapMethod().owner().equals(LAMBDAS)
        || !call.bootstrapMethod().methodName().equals("metafactory")
        || method.owner().packageName().equals("REPL")) {
      return argument;
    }
    return switch (method.kind()) {
      case STATIC, INTERFACE_STATIC, VIRTUAL, INTERFACE_VIRTUAL, CONSTRUCTOR ->
          standIn(method, call.typeSymbol());
      case SPECIAL, INTERFACE_SPECIAL, GETTER, SETTER, STATIC_GETTER, STATIC_SETTER -> argument;
    };
  }

  private MethodHandleDesc standIn(DirectMethodHandleDesc method, MethodTypeDesc captured) {
    MethodTypeDesc type = method.invocationType();
    if (captured.parameterCount() == 1) { // OBJECT::METHOD; the types must be equal
      type = type.changeParameterType(0, captured.parameterType(0));
    }
    String name = names.computeIfAbsent(new Reference(method, type), _ -> PREFIX + names.size());
    boolean isInterface = (owner.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
    return MethodHandleDesc.ofMethod(
        isInterface ? Kind.INTERFACE_STATIC : Kind.STATIC,
        owner.thisClass().asSymbol(),
        name,
        type);
  }

  /// Adds the methods.
  void addTo(ClassBuilder builder) {
    int flags = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    names.forEach((reference, name) ->
        builder.withMethodBody(name, reference.type(), flags, code -> write(code, reference)));
  }

  private static void write(CodeBuilder code, Reference reference) {
    DirectMethodHandleDesc method = reference.method();
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(method.lookupDescriptor());
    code.invokestatic(CALLS, "begin", ConstantDescs.MTD_void);
    if (method.kind() == Kind.CONSTRUCTOR) {
      code.new_(method.owner()).dup();
    }
    int slot = 0;
    for (ClassDesc parameter : reference.type().parameterList()) {
      TypeKind kind = TypeKind.from(parameter);
      code.loadLocal(kind, slot);
      slot += kind.slotSize();
    }
    switch (method.kind()) {
      case STATIC, INTERFACE_STATIC ->
          code.invokestatic(
              method.owner(), method.methodName(), type, method.kind() == Kind.INTERFACE_STATIC);
      case VIRTUAL -> code.invokevirtual(method.owner(), method.methodName(), type);
      case INTERFACE_VIRTUAL -> code.invokeinterface(method.owner(), method.methodName(), type);
      case CONSTRUCTOR -> code.invokespecial(method.owner(), ConstantDescs.INIT_NAME, type);
      case SPECIAL, INTERFACE_SPECIAL, GETTER, SETTER, STATIC_GETTER, STATIC_SETTER ->
          throw new IllegalArgumentException(method.toString());
    }
    code.return_(TypeKind.from(reference.type().returnType()));
  }
}
