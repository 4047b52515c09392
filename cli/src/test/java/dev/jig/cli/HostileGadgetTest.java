// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.elf.ElfFile;
import dev.jig.object.elf.ElfSection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever an object says that cannot be, `jig image` answers with one line and exit code 2.
final class HostileGadgetTest {
    private static final int SECTION_HEADER = 64;
    private static final int TYPES_HEADER = 24;
    private static final int HUGE = 0x7fffffff;

    @TempDir Path directory;

    /// What was done to an object that was good.
    record Damage(String name, Consumer<ByteBuffer> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Damage> damages() {
        return List.of(
                new Damage(
                        "cut in the section table",
                        file -> file.limit(file.limit() - SECTION_HEADER - 1)),
                new Damage("cut in the code", file -> file.limit(200)),
                new Damage("more sections than bytes", file -> file.putShort(60, (short) 0xff00)),
                new Damage("section table outside", file -> file.putLong(40, Long.MAX_VALUE - 7)),
                new Damage(
                        "section larger than the file",
                        file -> file.putLong(header(file, ".BTF") + 32, 1L << 40)),
                new Damage(
                        "sections that share bytes",
                        file ->
                                file.putLong(
                                        header(file, ".BTF.ext") + 24,
                                        section(file, ".BTF").offset() + 8)),
                new Damage(
                        "code in the maps",
                        file ->
                                file.putLong(
                                        header(file, ".maps") + 24,
                                        section(file, ".strtab").offset())),
                new Damage(
                        "types longer than their section",
                        file -> file.putInt(types(file) + 12, HUGE)),
                new Damage("strings of types outside", file -> file.putInt(types(file) + 16, HUGE)),
                new Damage(
                        "a type of 65535 members",
                        file -> {
                            int info = firstType(file) + 4;
                            file.putInt(info, 4 << 24 | 0xffff);
                        }),
                new Damage("a type that points to itself", HostileGadgetTest::makeCyclic),
                new Damage(
                        "huge count of records",
                        file -> {
                            int ext = (int) section(file, ".BTF.ext").offset();
                            file.putInt(ext + file.getInt(ext + 4) + 8, HUGE);
                        }),
                new Damage(
                        "huge size of records",
                        file -> {
                            int ext = (int) section(file, ".BTF.ext").offset();
                            file.putInt(ext + file.getInt(ext + 4), HUGE);
                        }));
    }

    private static ElfSection section(ByteBuffer file, String name) {
        return ElfFile.read("good", file.duplicate()).section(name).orElseThrow();
    }

    private static int header(ByteBuffer file, String name) {
        return (int) file.getLong(40) + section(file, name).index() * SECTION_HEADER;
    }

    private static int types(ByteBuffer file) {
        return (int) section(file, ".BTF").offset();
    }

    private static int firstType(ByteBuffer file) {
        return types(file) + TYPES_HEADER;
    }

    /// The type of every map's key: `__u32` is made a typedef of itself.
    private static void makeCyclic(ByteBuffer file) {
        int strings = types(file) + TYPES_HEADER + file.getInt(types(file) + 16);
        int at = firstType(file);
        for (int id = 1; at < strings; id++) {
            int kind = file.getInt(at + 4) >>> 24 & 0x1f;
            if (kind == 8 && name(file, strings + file.getInt(at)).equals("__u32")) {
                file.putInt(at + 8, id);
                return;
            }
            at += 12 + more(kind, file.getInt(at + 4) & 0xffff);
        }
        throw new AssertionError("no __u32");
    }

    private static String name(ByteBuffer file, int at) {
        StringBuilder name = new StringBuilder();
        for (int i = at; file.get(i) != 0; i++) {
            name.append((char) file.get(i));
        }
        return name.toString();
    }

    /// Bytes of a type after its first twelve (include/uapi/linux/btf.h).
    private static int more(int kind, int count) {
        return switch (kind) {
            case 1, 14, 17 -> 4;
            case 3 -> 12;
            case 4, 5, 15, 19 -> 12 * count;
            case 6, 13 -> 8 * count;
            default -> 0;
        };
    }

    @ParameterizedTest
    @MethodSource("damages")
    void isSaidInOneLine(Damage damage) throws IOException {
        Path file = written(damage.change);
        for (String command :
                new String[] {"image inspect", "image disasm", "image inspect -o json"}) {
            Captured result = Captured.of((command + " " + file).split(" "));
            assertThat(result.error()).startsWith("jig: read ").contains("program.bpf.o");
            assertThat(result.exit()).isEqualTo(Exit.USAGE.code());
        }
    }

    private Path written(Consumer<ByteBuffer> change) throws IOException {
        Path good = Path.of(System.getProperty("jig.gadgets"), "trace_signal/program.bpf.o");
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(good)).order(ByteOrder.LITTLE_ENDIAN);
        change.accept(file);
        byte[] bytes = new byte[file.limit()];
        file.get(0, bytes);
        return Files.write(directory.resolve("program.bpf.o"), bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 23, 24, 400})
    void typesThatAreNoneAreSaidInOneLine(int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (length >= TYPES_HEADER) {
            header.putShort(0, (short) 0xeb9f).put(2, (byte) 1).putInt(4, TYPES_HEADER);
            header.putInt(12, HUGE).putInt(16, HUGE).putInt(20, HUGE);
        }
        Path file = Files.write(directory.resolve("types"), bytes);
        Captured result =
                Captured.of(
                        "image", "inspect", "trace_exec", "--resolve", "--btf", file.toString());
        assertThat(result.error()).startsWith("jig: read btf").contains(": ");
        assertThat(result.exit()).isEqualTo(Exit.USAGE.code());
    }

    /// A jump out of the program, found when its ways are followed.
    @Test
    void aJumpToNowhereIsSaidInOneLine() throws IOException {
        Path file =
                written(bytes -> {
                    ElfSection code =
                            ElfFile.read("good", bytes.duplicate()).sections().stream()
                                    .filter(s -> s.name().startsWith("tracepoint/signal"))
                                    .findFirst()
                                    .orElseThrow();
                    for (int at = (int) code.offset(); ; at += 8) {
                        if ((bytes.get(at) & 0xff) == 0x15) {
                            bytes.putShort(at + 2, (short) 0x7fff);
                            return;
                        }
                    }
                });
        Captured result = Captured.of("image", "inspect", file.toString(), "--resolve");
        assertThat(result.error()).contains("ig_sig_generate", "no instruction begins");
        assertThat(result.exit()).isEqualTo(Exit.USAGE.code());
    }
}
