// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How bytes of a record become a value. Offsets and sizes are in bytes from the record's start;
/// numbers are in the byte order of the machine. Bytes beyond a short record's end read as zero.
public sealed interface FieldType {
    /// A whole number of 1, 2, 4 or 8 bytes.
    record Whole(int offset, int size, boolean signed) implements FieldType {}

    /// One byte; anything but 0 is true.
    record Bool(int offset) implements FieldType {}

    /// A binary floating-point number of 4 or 8 bytes.
    record Real(int offset, int size) implements FieldType {}

    /// A C string: ends at its first NUL or after `capacity` bytes. Usually but not surely UTF-8.
    record Text(int offset, int capacity) implements FieldType {}

    /// NUL-terminated strings one after another.
    ///
    /// @param length where the number of used bytes stands; null: up to the record's end
    record TextList(int offset, int capacity, @Nullable Whole length) implements FieldType {}

    /// Plain bytes, shown in lower-case hex.
    record Raw(int offset, int size) implements FieldType {}

    /// Whole numbers of one width one after another.
    record WholeList(int offset, int size, boolean signed, int count) implements FieldType {}

    /// Nanoseconds of the boot-time clock (8 bytes); 0 means the moment of reading. Shown as local
    /// time.
    record Timestamp(int offset) implements FieldType {}

    /// The same in a layout of the gadget's author.
    record LaidOutTime(int offset, TimeLayout layout) implements FieldType {}

    /// The number behind a {@link Timestamp}, shown as nanoseconds since 1970.
    record UnixNanos(int offset) implements FieldType {}

    /// An errno (4 bytes, positive or negative): `ENOENT`, `""` for 0, `error#N` if unknown.
    record ErrnoName(int offset) implements FieldType {}

    /// A signal (4 bytes): `SIGTERM`, `SIGRTMIN+3`, `signal#N` if unknown.
    record SignalName(int offset) implements FieldType {}

    /// A system call number (8 bytes): `SYS_EXECVE`.
    record SyscallName(int offset) implements FieldType {}

    /// An enumerator's name; `UNKNOWN` if no value fits.
    record EnumeratorName(Whole number, List<Choice> choices) implements FieldType {}

    /// Names of all choices whose bits are all set, joined; last in hexadecimal the bits of none.
    record BitNames(Whole number, List<Choice> choices, String separator) implements FieldType {}

    /// One named number of an enumeration.
    record Choice(String name, long value) {}

    /// A user id (4 bytes) as a name: `root`, `uid:1234` if unknown.
    record UserName(int offset) implements FieldType {}

    /// A group id (4 bytes) as a name: `root`, `gid:1234` if unknown.
    record GroupName(int offset) implements FieldType {}

    /// A number of bytes (8 bytes) with an SI unit: `1.0 MB`.
    record ByteCount(int offset) implements FieldType {}

    /// Nanoseconds (8 bytes) with a unit: `10.00µs`.
    record Duration(int offset) implements FieldType {}

    /// File permission bits (4 bytes): `rw-r--r--`.
    record FileMode(int offset) implements FieldType {}

    /// Flags of open(2) (4 bytes): `O_RDWR|O_CREAT`.
    record FileFlags(int offset) implements FieldType {}

    /// An IP address: 16 bytes of address, one byte of version (4 or 6).
    record Address(int offset, int versionOffset) implements FieldType {}

    /// An IP protocol number (2 bytes): `TCP`, `proto#N` if unknown.
    record ProtocolName(int offset) implements FieldType {}

    /// `address:port`, IPv6 in brackets.
    record Endpoint(Address address, Whole port) implements FieldType {}

    /// A fact about the container whose mount namespace has that number (8 bytes); `""`, 0 or false
    /// where there is none.
    record OfContainer(int offset, ContainerFact fact) implements FieldType {}

    /// Plain bytes behind the structure, shown in lower-case hex.
    ///
    /// @param length where their number stands; null: up to the record's end
    record Rest(int offset, int capacity, @Nullable Whole length) implements FieldType {}

    /// The value of an environment variable of jig, if its user lets it be shown; `""` otherwise.
    record Environment(String variable) implements FieldType {}

    /// A stack of the kernel (4 bytes, its number in the stack map): names of functions, the
    /// innermost first.
    record KernelStack(int offset) implements FieldType {}

    /// A stack of user space.
    ///
    /// @param id where its number in the stack map is (4 bytes)
    /// @param process where the host's number of the process is (4 bytes)
    /// @param startCode where the start of the executable's code is (8 bytes)
    /// @param startStack where the start of the process's stack is (8 bytes)
    record UserStack(int id, int process, int startCode, int startStack, StackPart part)
            implements FieldType {}

    /// What of a user stack is shown.
    enum StackPart {
        ADDRESSES,
        BUILD_IDS,
        SYMBOLS
    }
}
