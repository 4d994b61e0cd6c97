package io.amasia.notebook;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Rewrites the classes that cells are compiled to, so that they
///
/// - can be stopped: each jump backwards calls [SnippetCalls#check] first, and each method, with
///   lambdas and method references but without constructors, [SnippetCalls#begin], since loops of
///   the JDK call them;
/// - can't end the process: `System.exit`, `Runtime.exit` and `Runtime.halt` become
///   [SnippetCalls#exit], also as method references;
/// - can each have a class loader: what was of the package is made public, since packages of
///   different loaders are different packages.
final class SnippetCode {
  private static final ClassDesc CALLS = ClassDesc.of(SnippetCalls.class.getName());
  private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
  private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
  private static final MethodTypeDesc OF_CODE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
  private static final MethodTypeDesc OF_RUNTIME =
      MethodTypeDesc.of(ConstantDescs.CD_void, RUNTIME, ConstantDescs.CD_int);
  private static final Set<String> ENDS = Set.of("exit", "halt");

  private SnippetCode() {}

  /// The class file `bytes`, rewritten.
  ///
  /// @param hierarchy finds the super classes of what it names
  static byte[] rewritten(byte[] bytes, ClassHierarchyResolver hierarchy) {
    ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    ClassModel model = files.parse(bytes);
    return files.transformClass(model, new Opened(new SnippetReferences(model)));
  }

  /// Opens a class, tames its code, and adds what stands for its method references.
  private record Opened(SnippetReferences references) implements ClassTransform {
    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
      switch (element) {
        case AccessFlags flags -> builder.withFlags(opened(flags.flagsMask()));
        case FieldModel field ->
            builder.transformField(
                field,
                (fields, part) -> {
                  if (part instanceof AccessFlags flags) {
                    fields.withFlags(opened(flags.flagsMask()));
                  } else {
                    fields.with(part);
                  }
                });
        case MethodModel method ->
            builder.transformMethod(method, SnippetCode.method(method, references));
        default -> builder.with(element);
      }
    }

    @Override
    public void atEnd(ClassBuilder builder) {
      references.addTo(builder);
    }
  }

  private static int opened(int flags) {
    boolean hidden = (flags & ClassFile.ACC_PRIVATE) != 0;
    return hidden ? flags : (flags & ~ClassFile.ACC_PROTECTED) | ClassFile.ACC_PUBLIC;
  }

  private static MethodTransform method(MethodModel method, SnippetReferences references) {
    boolean initializer = method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME);
    boolean constructor = method.methodName().equalsString(ConstantDescs.INIT_NAME);
    return (builder, element) -> {
      switch (element) {
        case AccessFlags flags when !initializer -> builder.withFlags(opened(flags.flagsMask()));
        case CodeModel code ->
            builder.transformCode(
                code,
                CodeTransform.ofStateful(() -> new Tamed(initializer || constructor, references)));
        default -> builder.with(element);
      }
    };
  }

  /// Knows the labels that were passed: a jump to one of them is a loop.
  private static final class Tamed implements CodeTransform {
    private final Set<Label> passed = new HashSet<>();
    private final SnippetReferences references;
    private boolean begun;

    /// @param begun whether it may not stop where it begins
    Tamed(boolean begun, SnippetReferences references) {
      this.begun = begun;
      this.references = references;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (!begun && element instanceof Instruction) { // behind the number of its line
        begun = true;
        code.invokestatic(CALLS, "begin", ConstantDescs.MTD_void);
      }
      switch (element) {
        case LabelTarget target -> {
          passed.add(target.label());
          code.with(target);
        }
        case BranchInstruction jump -> {
          if (passed.contains(jump.target())) {
            code.invokestatic(CALLS, "check", ConstantDescs.MTD_void);
          }
          code.with(jump);
        }
        case InvokeInstruction call -> call(code, call);
        case InvokeDynamicInstruction call -> dynamicCall(code, call);
        default -> code.with(element);
      }
    }

    private static void call(CodeBuilder code, InvokeInstruction call) {
      boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
      String name = call.name().stringValue();
      if (ends(call.owner().asSymbol(), name, isStatic)) {
        code.invokestatic(CALLS, "exit", isStatic ? OF_CODE : OF_RUNTIME);
      } else {
        code.with(call);
      }
    }

    private void dynamicCall(CodeBuilder code, InvokeDynamicInstruction call) {
      List<ConstantDesc> arguments = call.bootstrapArgs();
      List<ConstantDesc> replaced =
          arguments.stream()
              .map(Tamed::replaced)
              .map(argument -> references.stoppable(call, argument))
              .toList();
      if (replaced.equals(arguments)) {
        code.with(call);
      } else {
        code.invokedynamic(
            DynamicCallSiteDesc.of(
                call.bootstrapMethod(),
                call.name().stringValue(),
                call.typeSymbol(),
                replaced.toArray(ConstantDesc[]::new)));
      }
    }

    private static ConstantDesc replaced(ConstantDesc argument) {
      if (argument instanceof DirectMethodHandleDesc method) {
        boolean isStatic = method.refKind() == java.lang.invoke.MethodHandleInfo.REF_invokeStatic;
        if (ends(method.owner(), method.methodName(), isStatic)) {
          return MethodHandleDesc.ofMethod(
              DirectMethodHandleDesc.Kind.STATIC, CALLS, "exit", isStatic ? OF_CODE : OF_RUNTIME);
        }
      }
      return argument;
    }

    private static boolean ends(ClassDesc owner, String name, boolean isStatic) {
      return isStatic
          ? owner.equals(SYSTEM) && name.equals("exit")
          : owner.equals(RUNTIME) && ENDS.contains(name);
    }
  }
}
