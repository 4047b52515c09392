// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.ebpf.EventHandler;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Prints the events of one data source in one mode. No call allocates memory an event.
///
/// Not safe for use by several threads at once, except {@link #resize}. Whoever opened it closes
/// it; the buffer it writes to is the opener's.
public interface EventPrinter extends EventHandler, AutoCloseable {
    /// A printer of fields of a data source.
    ///
    /// @param fields in the order of columns, from {@link FieldSelection#fields}
    /// @param buffer where output goes; stays the caller's to flush, and to close after the printer
    /// @param terminal what a table is printed on; other modes do not care
    /// @throws IllegalArgumentException if a field lies outside any possible record
    static EventPrinter open(
            DataSource source,
            OutputMode mode,
            List<Field> fields,
            NameSource names,
            OutputBuffer buffer,
            Terminal terminal) {
        return switch (mode) {
            case NONE -> new SilentPrinter();
            case COLUMNS -> new ColumnsPrinter(fields, names, buffer, terminal, clears(source));
            case JSON, JSONPRETTY, YAML -> new DocumentPrinter(source, mode, fields, names, buffer);
        };
    }

    private static boolean clears(DataSource source) {
        return Boolean.parseBoolean(source.annotations().get("cli.clear-screen-before"));
    }

    /// Prints what comes before the first event: the table's heading.
    default void start() {}

    /// Prints what comes before the events of another reading of all there is, where events come
    /// that way: the table's heading, on an empty screen if the gadget wants it.
    default void batch() {}

    /// Prints a record: `length` bytes of `memory` from `offset` on. Nothing of it is kept.
    ///
    /// @throws ReaderGoneException if nobody will ever read it
    @Override
    void event(MemorySegment memory, long offset, int length);

    /// Says on the stream that events were lost. In JSON and YAML this is an object with the single
    /// key `jig.lost`, which no event has since names nest at their dots:
    /// `{"jig.lost":{"datasource":"exec","lost":12,"total":40}}`.
    ///
    /// @param newly events lost since the last call
    /// @param total events lost since the start
    /// @return false if this mode has no place for it: then it is to be said elsewhere
    boolean lost(long newly, long total);

    /// Takes notice of the terminal's new width, from the next event on. May be called by any
    /// thread.
    ///
    /// @param columns characters
    default void resize(int columns) {}

    @Override
    void close();
}
