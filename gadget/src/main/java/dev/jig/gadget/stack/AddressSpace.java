// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of the memory of one execution of a program: its code, by address. A value;
/// lookups allocate nothing.
public final class AddressSpace {
    private final int pid;
    private final long startCode;
    private final long startStack;
    private final long[] starts;
    private final List<Mapping> mappings;
    private final boolean gone;
    private final long readAt;

    /// A part of memory with code in it.
    ///
    /// @param start of its addresses
    /// @param end behind the last of them
    /// @param fileOffset what of the file is there
    /// @param name of the file without directories, printable, empty if it is no file
    /// @param file how the kernel names the file: device and inode; empty if it is none
    /// @param path as the process sees it
    /// @param module what is known of the file, null if it was not looked at yet
    public record Mapping(
            long start,
            long end,
            long fileOffset,
            AsciiName name,
            String file,
            String path,
            @Nullable Module module) {
        Mapping with(Module known) {
            return new Mapping(start, end, fileOffset, name, file, path, known);
        }

        /// Whether looking at its file could tell more.
        boolean isOpen() {
            return module == null && !file.isEmpty();
        }
    }

    AddressSpace(Identity identity, List<Mapping> mappings, boolean gone, long readAt) {
        this.pid = identity.pid();
        this.startCode = identity.startCode();
        this.startStack = identity.startStack();
        this.mappings = List.copyOf(mappings);
        this.starts = this.mappings.stream().mapToLong(Mapping::start).toArray();
        this.gone = gone;
        this.readAt = readAt;
    }

    /// Tells one execution of a program from another.
    record Identity(int pid, long startCode, long startStack) {}

    boolean is(int otherPid, long otherCode, long otherStack) {
        return pid == otherPid && startCode == otherCode && startStack == otherStack;
    }

    Identity identity() {
        return new Identity(pid, startCode, startStack);
    }

    List<Mapping> mappings() {
        return mappings;
    }

    /// Whether nobody could be asked any more: the process has ended or executed something else.
    public boolean gone() {
        return gone;
    }

    /// When it was read, by System.nanoTime().
    long readAt() {
        return readAt;
    }

    /// The part of memory an address is in; null if none has code there.
    public @Nullable Mapping at(long address) {
        int found = Arrays.binarySearch(starts, address);
        int place = found >= 0 ? found : -found - 2;
        if (place < 0) {
            return null;
        }
        Mapping mapping = mappings.get(place);
        return address < mapping.end() ? mapping : null;
    }
}
