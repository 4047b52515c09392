// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.CompiledObjects;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.elf.ElfBuilder.Symbol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElfFileTest {
    private static final int FUNCTION = 2;
    private static final int OBJECT = 1;
    private static final int LOCAL = 0;
    private static final int GLOBAL = 1;

    static List<ByteOrder> orders() {
        return List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    }

    private static ElfFile executable(ByteOrder order) {
        byte[] file =
                new ElfBuilder(order)
                        .segment(4, 0, 0, 0x1000)
                        .segment(5, 0x2000, 0x403000, 0x1000)
                        .symbols(
                                ".symtab",
                                ElfSection.SYMBOL_TABLE,
                                new Symbol("twice", FUNCTION, LOCAL, 1, 0x403100, 4),
                                new Symbol("main", FUNCTION, GLOBAL, 1, 0x403010, 32),
                                new Symbol("data", OBJECT, GLOBAL, 1, 0x403020, 8),
                                new Symbol("lost", FUNCTION, GLOBAL, 1, 0x10, 8),
                                new Symbol("twice", FUNCTION, GLOBAL, 1, 0x403200, 8))
                        .symbols(
                                ".dynsym",
                                ElfSection.DYNAMIC_SYMBOLS,
                                new Symbol("main", FUNCTION, GLOBAL, 1, 0x403999, 32),
                                new Symbol("exported", FUNCTION, GLOBAL, 1, 0x403ff0, 16),
                                new Symbol("malloc", FUNCTION, GLOBAL, 0, 0, 0))
                        .build();
        return ElfFile.read("program", ByteBuffer.wrap(file));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void findsWhereInTheFileAFunctionIs(ByteOrder order) {
        ElfFile elf = executable(order);

        assertThat(elf.order()).isEqualTo(order);
        assertThat(elf.function("main")).hasValue(new ElfFunction("main", 0x2010, 32, false));
        assertThat(elf.function("exported"))
                .hasValue(new ElfFunction("exported", 0x2ff0, 16, false));
    }

    @Test
    void prefersAGlobalFunction() {
        assertThat(executable(ByteOrder.LITTLE_ENDIAN).function("twice"))
                .hasValue(new ElfFunction("twice", 0x2200, 8, false));
    }

    @Test
    void tellsImportedFunctionsApart() {
        assertThat(executable(ByteOrder.LITTLE_ENDIAN).function("malloc"))
                .hasValue(new ElfFunction("malloc", 0, 0, true));
    }

    @Test
    void findsFunctionsOnly() {
        ElfFile elf = executable(ByteOrder.LITTLE_ENDIAN);

        assertThat(elf.function("data")).isEmpty();
        assertThat(elf.function("nothing")).isEmpty();
        assertThat(elf.function("mai")).isEmpty();
        assertThat(elf.function("main2")).isEmpty();
        assertThat(elf.function("")).isEmpty();
    }

    @Test
    void refusesAFunctionOutsideTheCode() {
        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> executable(ByteOrder.LITTLE_ENDIAN).function("lost"))
                .withMessage("read program: function lost is in no executable segment");
    }

    @ParameterizedTest
    @MethodSource("orders")
    void handsOutFunctionsThatHaveCode(ByteOrder order) {
        ElfFile elf = executable(order);
        ElfSymbols symbols = elf.symbols(elf.section(".dynsym").orElseThrow());
        List<String> found = new ArrayList<>();
        symbols.functions((address, size, name) -> {
            byte[] text = new byte[7];
            int length = symbols.name(name, text, 1);
            found.add("%s %x %d".formatted(new String(text, 1, length, US_ASCII), address, size));
        });
        assertThat(found).containsExactly("main 403999 32", "export 403ff0 16");
        assertThat(symbols.name(-1, new byte[7], 0)).isZero();
        assertThat(symbols.name(1 << 20, new byte[7], 0)).isZero();
    }

    @Test
    void findsFunctionsOfARealLibrary() throws IOException {
        Path library = Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");
        ByteBuffer bytes;
        try (FileChannel channel = FileChannel.open(library)) {
            bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
        }
        ElfFile elf = ElfFile.read("libjvm.so", bytes);

        assertThat(elf.function("JNI_CreateJavaVM"))
                .hasValueSatisfying(function -> {
                    assertThat(function.imported()).isFalse();
                    assertThat(function.fileOffset())
                            .isBetween(1L, bytes.limit() - function.size());
                });
        assertThat(elf.function("malloc")).map(ElfFunction::imported).hasValue(true);
    }

    @Test
    void readsSectionsSymbolsAndRelocationsOfAnObject() {
        ElfFile elf = ElfFile.read("small", ByteBuffer.wrap(CompiledObjects.bytes("small")));
        ElfSection code = elf.section("raw_tp/x").orElseThrow();
        ElfSection relocations = elf.section(".relraw_tp/x").orElseThrow();

        assertThat(elf.type()).isEqualTo(ElfFile.RELOCATABLE);
        assertThat(elf.machine()).isEqualTo(ElfFile.MACHINE_BPF);
        assertThat(elf.segments()).isEmpty();
        assertThat(code.code()).isTrue();
        assertThat(elf.bytes(code).limit()).isEqualTo(19 * 8);
        assertThat(relocations.info()).isEqualTo(code.index());
        assertThat(elf.relocations(relocations))
                .extracting(ElfRelocation::offset)
                .containsExactly(8L, 80L, 120L);
        assertThat(elf.symbols(elf.section(".symtab").orElseThrow()).all())
                .filteredOn(symbol -> symbol.section() == code.index())
                .extracting(ElfSymbol::name)
                .contains("use");
    }

    private static void requireRefused(Consumer<ByteBuffer> damage, String reason) {
        ByteBuffer file =
                ByteBuffer.wrap(CompiledObjects.bytes("small")).order(ByteOrder.LITTLE_ENDIAN);
        damage.accept(file);

        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> ElfFile.read("small", file))
                .withMessageStartingWith("read small: " + reason);
    }

    @Test
    void refusesWhatIsNoElf64() {
        requireRefused(file -> file.put(0, (byte) 0), "it is not an ELF file");
        requireRefused(file -> file.limit(63), "it is not an ELF file");
        requireRefused(file -> file.put(4, (byte) 1), "it is not a 64-bit ELF file");
        requireRefused(file -> file.put(5, (byte) 3), "its byte order 3 is unknown");
    }

    @Test
    void refusesTablesOutsideTheFile() {
        requireRefused(file -> file.putLong(40, Long.MAX_VALUE), "section table of 64 bytes at");
        requireRefused(file -> file.putLong(40, -64), "section table of 64 bytes at");
        requireRefused(file -> file.putShort(58, (short) 40), "its section headers");
        requireRefused(file -> file.putShort(60, (short) -1), "it claims too many sections");
        requireRefused(file -> file.putShort(62, (short) 500), "its table of section names");
    }

    @Test
    void refusesASectionOutsideTheFileWhenItIsRead() {
        ByteBuffer file =
                ByteBuffer.wrap(CompiledObjects.bytes("small")).order(ByteOrder.LITTLE_ENDIAN);
        ElfSection code = ElfFile.read("small", file).section("raw_tp/x").orElseThrow();
        int header = (int) file.getLong(40) + code.index() * 64;

        file.putLong(header + 32, Long.MAX_VALUE);
        requireRefusedToRead(file, "section raw_tp/x of 9223372036854775807 bytes at");
        file.putLong(header + 32, 8).putLong(header + 8, ElfSection.COMPRESSED);
        requireRefusedToRead(file, "section raw_tp/x is compressed");
    }

    private static void requireRefusedToRead(ByteBuffer file, String reason) {
        ElfFile elf = ElfFile.read("small", file);

        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> elf.bytes(elf.section("raw_tp/x").orElseThrow()))
                .withMessageStartingWith("read small: " + reason);
    }
}
