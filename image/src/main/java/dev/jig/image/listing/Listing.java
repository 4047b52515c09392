// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.listing;

import dev.jig.object.Bytes;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.SourceLine;
import java.nio.ByteOrder;
import java.util.List;

/// A program as text for people who read code: instructions between the source lines they were made
/// from, with what relocations put in place of their numbers. A value.
public record Listing(List<Line> lines) {

    /// One line of a listing.
    public sealed interface Line {
        /// A function starts here.
        record Function(String name) implements Line {}

        /// The next instructions come from this line of source.
        record Source(SourceLine line) implements Line {}

        /// @param slot place in the program, a wide load takes two
        /// @param bytes before a map's or a variable's address is put in
        /// @param text as the kernel's verifier writes it
        /// @param remarks what is known beside it, each a few words
        record Code(int slot, Bytes bytes, String text, List<Remark> remarks) implements Line {
            public Code {
                remarks = List.copyOf(remarks);
            }
        }
    }

    /// Something to know of an instruction.
    public sealed interface Remark {
        String words();

        /// The slot a jump goes to.
        record Jump(int slot) implements Remark {
            @Override
            public String words() {
                return "to " + slot;
            }
        }

        /// The variable whose address is loaded: `filter_pid` or, inside of it, `filter+4`.
        record Variable(String words) implements Remark {}

        /// What a CO-RE relocation corrects: `CO-RE byte offset of task_struct.real_parent`.
        record Relocation(String words) implements Remark {}

        /// Any other fact.
        record Note(String words) implements Remark {}
    }

    public Listing {
        lines = List.copyOf(lines);
    }

    /// The listing of a program and of every subprogram it calls. Never fails: what is damaged is
    /// said in a remark.
    public static Listing of(ObjectSpec object, ProgramSpec program) {
        return new Listing(new ListingBuilder(object).lines(program.instructions()));
    }

    /// The listing of instructions that come from no object.
    public static Listing of(List<Instruction> instructions, ByteOrder order) {
        return new Listing(new ListingBuilder(order).lines(instructions));
    }
}
