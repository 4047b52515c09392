// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ProgramSpec;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the target in a program's section name.
final class SectionTarget {
    /// The iterator that needs a map as well.
    private static final String MAP_ELEMENTS = "bpf_map_elem";

    private static final Pattern TRACEPOINT = Pattern.compile("([^/]+)/([^/]+)");
    private static final Pattern SYMBOL = Pattern.compile("([^+]+)(?:\\+(0x[0-9a-fA-F]+|\\d+))?");
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]+|\\d+");

    private final ProgramSpec program;

    private SectionTarget(ProgramSpec program) {
        this.program = program;
    }

    static AttachTarget of(ProgramSpec program) {
        return new SectionTarget(program).target();
    }

    private AttachTarget target() {
        return switch (program.kind()) {
            case TRACEPOINT -> tracepoint();
            case RAW_TRACEPOINT, RAW_TRACEPOINT_WRITABLE -> new AttachTarget.RawTracepoint(name());
            case TP_BTF,
                    FENTRY,
                    FENTRY_SLEEPABLE,
                    FEXIT,
                    FEXIT_SLEEPABLE,
                    FMOD_RET,
                    FMOD_RET_SLEEPABLE,
                    LSM,
                    LSM_SLEEPABLE ->
                    new AttachTarget.Typed(program.kind(), name());
            case KPROBE -> kprobe(name(), false);
            case KRETPROBE -> kprobe(name(), true);
            case KSYSCALL -> kprobe("sys_" + name(), false);
            case KRETSYSCALL -> kprobe("sys_" + name(), true);
            case UPROBE, UPROBE_SLEEPABLE -> uprobe(false);
            case URETPROBE, URETPROBE_SLEEPABLE -> uprobe(true);
            case ITER, ITER_SLEEPABLE -> iterator();
            case PERF_EVENT -> throw unnamed("a frequency");
            default ->
                    throw new UnsupportedException(
                            "attach program " + program.name(),
                            "way known to jig to attach section " + program.section(),
                            "");
        };
    }

    private AttachTarget iterator() {
        if (name().equals(MAP_ELEMENTS)) {
            throw unnamed("a map");
        }
        return new AttachTarget.Iterator(name());
    }

    private AttachTarget tracepoint() {
        Matcher matcher = TRACEPOINT.matcher(program.target());
        if (!matcher.matches()) {
            throw unnamed("a tracepoint");
        }
        return new AttachTarget.Tracepoint(matcher.group(1), matcher.group(2));
    }

    private AttachTarget kprobe(String place, boolean onReturn) {
        Matcher matcher = SYMBOL.matcher(place);
        if (!matcher.matches()) {
            throw unnamed("a function");
        }
        return new AttachTarget.Kprobe(matcher.group(1), offset(matcher), onReturn);
    }

    /// `path:symbol`, `path:symbol+offset` or `path:offset`.
    private AttachTarget uprobe(boolean onReturn) {
        int colon = program.target().lastIndexOf(':');
        String place = program.target().substring(colon + 1);
        Matcher matcher = SYMBOL.matcher(place);
        if (colon <= 0 || !matcher.matches()) {
            throw unnamed("a file and a function");
        }
        Path file = Path.of(program.target().substring(0, colon));
        return NUMBER.matcher(place).matches()
                ? new AttachTarget.Uprobe(file, "", Long.decode(place), onReturn, -1)
                : new AttachTarget.Uprobe(file, matcher.group(1), offset(matcher), onReturn, -1);
    }

    private static long offset(Matcher matcher) {
        return matcher.group(2) == null ? 0 : Long.decode(matcher.group(2));
    }

    private String name() {
        if (program.target().isEmpty()) {
            throw unnamed("a target");
        }
        return program.target();
    }

    private IllegalArgumentException unnamed(String what) {
        return new IllegalArgumentException(
                "attach program %s: section %s does not name %s"
                        .formatted(program.name(), program.section(), what));
    }
}
