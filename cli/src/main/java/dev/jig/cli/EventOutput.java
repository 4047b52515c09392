// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.Containers;
import dev.jig.ebpf.sys.NativeSyscalls;
import dev.jig.gadget.filter.EventFilter;
import dev.jig.gadget.names.NameService;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.output.EventPrinter;
import dev.jig.gadget.output.FieldSelection;
import dev.jig.gadget.output.OutputBuffer;
import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.output.Terminal;
import dev.jig.gadget.run.EventSink;
import dev.jig.gadget.schema.ContainerEvents;
import dev.jig.gadget.schema.ContainerFields;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.stack.StackSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Prints the events of a run. Belongs to the thread that runs the gadget.
final class EventOutput implements AutoCloseable {
    private final Console console;
    private final RunRequest request;
    private final NameService service;
    private final Containers containers;
    private final NameSource names;
    private final OutputBuffer buffer;
    private final List<PrintedSource> sources = new ArrayList<>();

    EventOutput(Console console, RunRequest request, Containers containers, StackSource stacks) {
        this.console = console;
        this.request = request;
        this.buffer = new OutputBuffer(console.events().target());
        this.service = NameService.start(new BootClock(new NativeSyscalls()));
        this.containers = containers;
        this.names =
                NameSource.of(
                        service.users(),
                        service.groups(),
                        service.clock(),
                        containers,
                        stacks,
                        allowed());
    }

    /// What of the environment may be shown.
    private Map<String, String> allowed() {
        Map<String, String> variables = new HashMap<>(console.environment());
        variables.keySet().retainAll(request.environment());
        return Map.copyOf(variables);
    }

    /// Begins to print a data source.
    ///
    /// @param whole as it is on this kernel: without the fields that nothing fills here
    EventSink open(DataSource whole) {
        if (!ContainerEvents.is(whole)) {
            return open(whole, request.fields(), request.filter());
        }
        return request.containers().events()
                ? open(whole, request.fields().only(whole.name()), "")
                : (_, _, _) -> false;
    }

    private EventSink open(DataSource whole, FieldSelection fields, String rules) {
        DataSource source = namesContainers() ? whole : ContainerFields.withoutColumn(whole);
        OutputMode mode = request.outputs().mode(source);
        EventPrinter printer =
                EventPrinter.open(
                        source, mode, fields.fields(source, mode), names, buffer, terminal());
        EventFilter filter = rules.isEmpty() ? null : EventFilter.parse(rules, source, names);
        PrintedSource printed = new PrintedSource(source.name(), printer, filter, buffer, console);
        sources.add(printed);
        printer.start();
        buffer.flush();
        return printed;
    }

    /// Whether a column of containers' names would not stay empty.
    private boolean namesContainers() {
        return !request.containers().selection().isEmpty() || containers.anyExpected();
    }

    void flush() {
        buffer.flush();
    }

    /// Events of all sources that were lost, as far as is known.
    long lost() {
        return sources.stream().mapToLong(PrintedSource::lost).sum();
    }

    @Override
    public void close() {
        sources.forEach(PrintedSource::close);
        buffer.close();
        service.close();
    }

    private Terminal terminal() {
        return console.tty().isTerminal(Tty.OUT)
                ? Terminal.of(console.columns(), console.environment())
                : Terminal.NONE;
    }
}
