// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.proc.SymbolReader;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.ebpf.sys.SystemFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The kernel's symbols (`/proc/kallsyms`). The file, some megabytes that the kernel makes up as it
/// is read (30 ms), is walked through once for each set of names that is asked for, and only what
/// was asked for is kept. Safe for use by several threads.
public final class Kallsyms {
    private static final String PATH = "/proc/kallsyms";

    /// Whole copies of a function under another name; not parts of it (`.part.0`, `.cold`).
    private static final Pattern COPY =
            Pattern.compile("(\\.(isra|constprop|llvm|lto_priv)\\.[0-9a-f]+)+");

    private final SystemFiles files;
    private final Map<String, List<Symbol>> found = new ConcurrentHashMap<>();
    private final Lazy<Boolean> visible = new Lazy<>(this::findVisible);
    private final Lazy<FunctionTable> functions = new Lazy<>(this::readFunctions);

    Kallsyms(SystemFiles files) {
        this.files = files;
    }

    /// A symbol of the kernel.
    ///
    /// @param address 0 if the kernel hides addresses
    /// @param type the letter of nm(1): `t` and `T` are functions
    /// @param module `""` for the kernel itself
    public record Symbol(long address, char type, String name, String module) {
        /// Whether the symbol is in a text section.
        public boolean function() {
            return "tTwW".indexOf(type) >= 0;
        }
    }

    /// Whether the kernel gives addresses to this process (`kernel.kptr_restrict`).
    public boolean addressesVisible() {
        return visible.get();
    }

    private boolean findVisible() {
        return walk(reader -> {
            while (reader.next()) {
                if (reader.address() != 0) {
                    return true;
                }
            }
            return false;
        });
    }

    /// The address of the one symbol of that name.
    ///
    /// @throws KernelException if addresses are hidden, or several symbols have the name
    public OptionalLong address(String name) {
        List<Long> addresses =
                symbols(name).stream()
                        .filter(symbol -> symbol.name().equals(name))
                        .map(Symbol::address)
                        .distinct()
                        .toList();
        if (addresses.isEmpty()) {
            return OptionalLong.empty();
        }
        if (addresses.size() > 1) {
            throw new KernelException(
                    "find kernel symbol "
                            + name
                            + ": "
                            + addresses.size()
                            + " symbols have the name",
                    Errno.EEXIST,
                    null);
        }
        if (addresses.getFirst() == 0 && !addressesVisible()) {
            throw new KernelException(
                    "find kernel symbol " + name + ": the kernel hides addresses",
                    Errno.EPERM,
                    "sysctl kernel.kptr_restrict");
        }
        return OptionalLong.of(addresses.getFirst());
    }

    /// Whether a function of exactly that name exists.
    public boolean hasFunction(String name) {
        return functions(name).stream().anyMatch(symbol -> symbol.name().equals(name));
    }

    /// Functions of that name, and the copies the compiler made of it (`name.isra.0`,
    /// `name.llvm.N`, `name.constprop.0`), the plain name first.
    public List<Symbol> functions(String name) {
        return symbols(name).stream().filter(Symbol::function).toList();
    }

    private List<Symbol> symbols(String name) {
        prepare(List.of(name));
        return found.getOrDefault(name, List.of());
    }

    /// Looks for several names in one walk; those asked for before are known already.
    void prepare(Collection<String> names) {
        Map<String, List<Symbol>> wanted = new HashMap<>();
        names.stream()
                .filter(name -> !found.containsKey(name))
                .forEach(name -> wanted.put(name, new ArrayList<>()));
        if (wanted.isEmpty()) {
            return;
        }
        Set<Integer> hashes =
                wanted.keySet().stream().map(SymbolReader::hashOfStem).collect(Collectors.toSet());
        walk(reader -> {
            while (reader.next()) {
                if (hashes.contains(reader.hashOfStem())) {
                    collect(symbol(reader), wanted);
                }
            }
            return hashes;
        });
        wanted.forEach((name, symbols) -> {
            symbols.sort(Comparator.comparingInt(symbol -> symbol.name().length()));
            found.put(name, List.copyOf(symbols));
        });
    }

    private static void collect(Symbol symbol, Map<String, List<Symbol>> wanted) {
        wanted.forEach((name, symbols) -> {
            if (symbol.name().startsWith(name) && isCopy(symbol.name(), name)) {
                symbols.add(symbol);
            }
        });
    }

    private static boolean isCopy(String symbol, String name) {
        return symbol.length() == name.length()
                || COPY.matcher(symbol.substring(name.length())).matches();
    }

    private static Symbol symbol(SymbolReader reader) {
        return new Symbol(reader.address(), reader.type(), reader.name(), reader.module());
    }

    /// The function an address is in. The first call reads all functions and keeps them, some
    /// megabytes.
    public Optional<Symbol> at(long address) {
        return functions.get().at(address);
    }

    private FunctionTable readFunctions() {
        return walk(FunctionTable::read);
    }

    /// Something that reads symbols.
    private interface Walk<T> {
        T read(SymbolReader reader) throws IOException;
    }

    private <T> T walk(Walk<T> walk) {
        try (InputStream in = files.open(PATH)) {
            return walk.read(new SymbolReader(in));
        } catch (SystemCallException failure) {
            throw new KernelException("read", PATH, Errno.of(failure.errno()), null);
        } catch (IOException damaged) {
            throw new KernelException(
                    "read " + PATH + ": " + damaged.getMessage(), Errno.EIO, null);
        }
    }
}
