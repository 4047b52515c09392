// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.StackPart;
import dev.jig.gadget.schema.FieldType.UserStack;
import dev.jig.gadget.stack.AddressSpace;
import dev.jig.gadget.stack.AddressSpace.Mapping;
import dev.jig.gadget.stack.AsciiName;
import dev.jig.gadget.stack.Module;
import dev.jig.gadget.stack.StackFrames;
import dev.jig.gadget.stack.StackSource;
import dev.jig.gadget.stack.StackSource.Kind;
import dev.jig.gadget.stack.SymbolTable;
import org.jspecify.annotations.Nullable;

/// A stack of user space: its addresses, or what is known of them. Nothing where none was taken.
record UserStackText(UserStack type, StackSource stacks, StackFrames frames)
        implements FieldWriter {
    private static final Literal OFFSET = Literal.of("+0x");

    static UserStackText of(UserStack type, StackSource stacks) {
        return new UserStackText(type, stacks, stacks.frames(Kind.USER));
    }

    @Override
    public long write(long record, int length, long out) {
        int process = Memory.integer(record + type.process());
        if (process == 0) {
            return out;
        }
        int errno = stacks.read(Kind.USER, Memory.integer(record + type.id()), frames);
        if (errno != 0) {
            return StackText.error(errno, out);
        }
        long startCode = Memory.longInteger(record + type.startCode());
        long startStack = Memory.longInteger(record + type.startStack());
        return write(stacks.process(process, startCode, startStack), out);
    }

    private long write(@Nullable AddressSpace space, long start) {
        boolean plain = space == null || space.gone() || type.part() == StackPart.ADDRESSES;
        long out = start;
        for (int i = 0; i < frames.count(); i++) {
            out = StackText.separator(i, out);
            if (plain || space == null) {
                out = StackText.address(frames.address(i), out);
            } else {
                out = write(space.at(frames.place(i)), frames.place(i), out);
            }
        }
        return out;
    }

    private long write(@Nullable Mapping mapping, long place, long out) {
        if (mapping == null || mapping.name().isEmpty()) {
            return StackText.unknown(out);
        }
        Module module = mapping.module() == null ? Module.UNKNOWN : mapping.module();
        long inFile = place - mapping.start() + mapping.fileOffset();
        long address = module.address(inFile);
        return type.part() == StackPart.SYMBOLS
                ? symbol(mapping, module.symbols(), address, out)
                : buildId(module.buildId(), address, out);
    }

    private static long symbol(Mapping mapping, SymbolTable symbols, long address, long out) {
        int function = symbols.find(address);
        return function < 0
                ? withOffset(mapping.name(), address, out)
                : Memory.copy(
                        symbols.names(),
                        symbols.nameStart(function),
                        symbols.nameLength(function),
                        out);
    }

    private static long buildId(AsciiName id, long address, long out) {
        return id.isEmpty() ? StackText.unknown(out) : withOffset(id, address, out);
    }

    private static long withOffset(AsciiName name, long offset, long out) {
        return Digits.hex(offset, OFFSET.write(StackText.name(name, out)));
    }

    @Override
    public int maxBytes() {
        return StackText.maxBytes();
    }
}
