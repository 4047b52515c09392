// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static java.lang.constant.ConstantDescs.CD_MethodHandles;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Literal;
import dev.jig.gadget.value.Memory;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/// Turns a plan into a class of its own whose steps are straight calls on constants, so that the
/// compiler sees every offset and text as a number. Its output is that of {@link
/// InterpretedWriter}.
///
/// The constants are the plan's texts and writers, in their order, the text at the end last. A
/// generated method has few steps and is kept from being inlined, since C2 stops inlining in large
/// methods (NodeCountInliningCutoff) and the rest would be slow.
final class GeneratedWriter {
    private static final int STEPS_PER_METHOD = 3;

    /// C2 inlines no method of more bytecode (FreqInlineSize).
    private static final int INLINED_BYTES = 325;

    private static final String WRITE = "write";
    private static final ClassDesc CD_RecordWriter = descriptor(RecordWriter.class);
    private static final ClassDesc CD_FieldWriter = descriptor(FieldWriter.class);
    private static final ClassDesc CD_Literal = descriptor(Literal.class);
    private static final ClassDesc CD_This =
            ClassDesc.of(GeneratedWriter.class.getPackageName(), "PlanWriter");
    private static final MethodTypeDesc WRITE_RECORD =
            MethodTypeDesc.of(CD_long, CD_long, CD_int, CD_long);
    private static final MethodTypeDesc WRITE_TEXT = MethodTypeDesc.of(CD_long, CD_long);
    private static final DirectMethodHandleDesc CONSTANT_AT =
            ConstantDescs.ofConstantBootstrap(CD_MethodHandles, "classDataAt", CD_Object, CD_int);

    private GeneratedWriter() {}

    private static ClassDesc descriptor(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    /// Generates and loads the class of a plan.
    static RecordWriter of(DocumentPlan plan) {
        List<Object> constants = new ArrayList<>();
        for (DocumentPlan.Step step : plan.steps()) {
            constants.add(step.before());
            constants.add(step.value());
        }
        constants.add(plan.end());
        try {
            MethodHandles.Lookup type =
                    MethodHandles.lookup()
                            .defineHiddenClassWithClassData(
                                    bytes(plan.steps().size()), List.copyOf(constants), true);
            MethodHandle constructor =
                    type.findConstructor(type.lookupClass(), MethodType.methodType(void.class));
            return (RecordWriter) constructor.invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("generating the writer of a plan", e);
        }
    }

    private static byte[] bytes(int steps) {
        return ClassFile.of().build(CD_This, type -> define(type, steps));
    }

    private static void define(ClassBuilder type, int steps) {
        type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
        type.withInterfaceSymbols(CD_RecordWriter);
        type.withMethodBody(INIT_NAME, MTD_void, 0, GeneratedWriter::constructor);
        type.withMethodBody(
                WRITE, WRITE_RECORD, ClassFile.ACC_PUBLIC, code -> callParts(code, steps));
        for (int from = 0; from < steps; from += STEPS_PER_METHOD) {
            int first = from;
            int last = Math.min(steps, from + STEPS_PER_METHOD);
            type.withMethodBody(
                    part(from),
                    WRITE_RECORD,
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                    code -> part(code, first, last));
        }
    }

    private static void constructor(CodeBuilder code) {
        code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_();
    }

    private static String part(int firstStep) {
        return "part" + firstStep / STEPS_PER_METHOD;
    }

    /// `out = part0(record, length, out); ...; return end.write(out)`.
    private static void callParts(CodeBuilder code, int steps) {
        int record = code.parameterSlot(0);
        int length = code.parameterSlot(1);
        int out = code.parameterSlot(2);
        for (int from = 0; from < steps; from += STEPS_PER_METHOD) {
            code.lload(record).iload(length).lload(out);
            code.invokestatic(CD_This, part(from), WRITE_RECORD).lstore(out);
        }
        code.loadConstant(constant(2 * steps, CD_Literal)).lload(out);
        code.invokevirtual(CD_Literal, WRITE, WRITE_TEXT).lreturn();
    }

    /// `out = text.write(out); out = value.write(record, length, out); ...; return out`.
    private static void part(CodeBuilder code, int first, int last) {
        int record = code.parameterSlot(0);
        int length = code.parameterSlot(1);
        int out = code.parameterSlot(2);
        keepFromInlining(code);
        code.lload(out).loadConstant(Memory.ADDRESS_BITS).land().lstore(out);
        code.lload(record).loadConstant(Memory.ADDRESS_BITS).land().lstore(record);
        for (int step = first; step < last; step++) {
            code.loadConstant(constant(2 * step, CD_Literal)).lload(out);
            code.invokevirtual(CD_Literal, WRITE, WRITE_TEXT).lstore(out);
            code.loadConstant(constant(2 * step + 1, CD_FieldWriter));
            code.lload(record).iload(length).lload(out);
            code.invokeinterface(CD_FieldWriter, WRITE, WRITE_RECORD);
            code.loadConstant(Memory.ADDRESS_BITS).land().lstore(out);
        }
        code.lload(out).lreturn();
    }

    private static void keepFromInlining(CodeBuilder code) {
        Label start = code.newLabel();
        code.goto_(start);
        for (int i = 0; i < INLINED_BYTES; i++) {
            code.nop();
        }
        code.labelBinding(start);
    }

    private static DynamicConstantDesc<?> constant(int index, ClassDesc type) {
        return DynamicConstantDesc.ofNamed(CONSTANT_AT, ConstantDescs.DEFAULT_NAME, type, index);
    }
}
