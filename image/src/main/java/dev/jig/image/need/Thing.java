// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

import dev.jig.object.MapType;
import dev.jig.object.ProgramKind;
import dev.jig.object.insn.HelperNames;
import dev.jig.object.insn.HelperVersions;
import java.util.Locale;

/// Something that some kernels have.
public sealed interface Thing {
    /// The mainline release that brought it.
    Release since();

    /// A few words: `ring buffer map`, `helper bpf_loop`.
    String words();

    /// The build option it depends on, `CONFIG_KPROBE_EVENTS`, `""` if any kernel with eBPF has it.
    default String option() {
        return "";
    }

    record Map(MapType type) implements Thing {
        @Override
        public Release since() {
            return Versions.of(type);
        }

        @Override
        public String words() {
            return "map type " + type.name().toLowerCase(Locale.ROOT);
        }
    }

    record Program(ProgramKind kind) implements Thing {
        @Override
        public Release since() {
            return Versions.of(kind);
        }

        @Override
        public String words() {
            return "program type " + kind.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String option() {
            return switch (kind) {
                case KPROBE, KRETPROBE, KSYSCALL, KRETSYSCALL -> "CONFIG_KPROBE_EVENTS";
                case UPROBE, URETPROBE, UPROBE_SLEEPABLE, URETPROBE_SLEEPABLE, USDT ->
                        "CONFIG_UPROBE_EVENTS";
                case KPROBE_MULTI, KRETPROBE_MULTI, KPROBE_SESSION -> "CONFIG_FPROBE";
                case FENTRY, FEXIT, FMOD_RET, FENTRY_SLEEPABLE, FEXIT_SLEEPABLE ->
                        "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS";
                case LSM, LSM_SLEEPABLE, LSM_CGROUP -> "CONFIG_BPF_LSM";
                case NETFILTER -> "CONFIG_NETFILTER_BPF_LINK";
                default -> "";
            };
        }
    }

    /// @param number of `enum bpf_func_id`, one that {@link HelperNames} knows
    record Helper(int number) implements Thing {
        @Override
        public Release since() {
            return Release.of(HelperVersions.since(number));
        }

        @Override
        public String words() {
            return "helper " + HelperNames.of(number).orElse("#" + number);
        }
    }

    record Able(Ability ability) implements Thing {
        @Override
        public Release since() {
            return ability.since();
        }

        @Override
        public String words() {
            return ability.description();
        }

        @Override
        public String option() {
            return ability == Ability.KERNEL_TYPES ? "CONFIG_DEBUG_INFO_BTF" : "";
        }
    }
}
