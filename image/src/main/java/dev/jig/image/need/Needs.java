// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the programs and maps of an object need of a kernel, found in the object alone.
///
/// @param all newest first
public record Needs(List<Need> all) {
    private static final Release OLDEST = new Release(3, 19);

    public Needs {
        all = List.copyOf(all);
    }

    /// @param optional programs that the object works without
    public static Needs of(ObjectSpec object, Set<String> optional) {
        Collector collector = new Collector(optional);
        object.maps().values().forEach(collector::add);
        object.programs().values().forEach(program -> collector.add(object, program));
        return new Needs(collector.needs());
    }

    /// The oldest mainline release that has everything that is required.
    public Release minimum() {
        return all.stream()
                .filter(need -> need.necessity() == Need.Necessity.REQUIRED)
                .map(Need::since)
                .max(Comparator.naturalOrder())
                .orElse(OLDEST);
    }

    /// Puts together what each program and map needs.
    private static final class Collector {
        private final Set<String> optional;
        private final Map<Thing, Need.Necessity> necessities = new LinkedHashMap<>();
        private final Map<Thing, Set<String>> users = new LinkedHashMap<>();

        /// What some program asks the kernel for before it uses it.
        private Release checked = OLDEST;

        Collector(Set<String> optional) {
            this.optional = optional;
        }

        void add(MapSpec map) {
            add(new Thing.Map(map.type()), Need.Necessity.REQUIRED, map.name());
            if (map.isData()) {
                add(new Thing.Able(Ability.GLOBAL_DATA), Need.Necessity.REQUIRED, map.name());
            }
        }

        void add(ObjectSpec object, ProgramSpec program) {
            ProgramNeeds needs = ProgramNeeds.of(object, program);
            Release asked = needs.checked();
            checked = asked.atLeast(checked) ? asked : checked;
            for (Thing thing : needs.things()) {
                add(thing, necessity(thing, program, asked), program.name());
            }
        }

        private Need.Necessity necessity(Thing thing, ProgramSpec program, Release asked) {
            Need.Necessity necessity = necessity(thing, asked);
            return necessity == Need.Necessity.REQUIRED && optional.contains(program.name())
                    ? Need.Necessity.OPTIONAL
                    : necessity;
        }

        /// A kernel that has what was asked for has whatever came with it.
        private static Need.Necessity necessity(Thing thing, Release asked) {
            if (!(thing instanceof Thing.Helper(int number))) {
                return Need.Necessity.REQUIRED;
            }
            if (Replacements.has(number)) {
                return Need.Necessity.REPLACED;
            }
            return thing.since().equals(asked) ? Need.Necessity.CHECKED : Need.Necessity.REQUIRED;
        }

        private void add(Thing thing, Need.Necessity necessity, String user) {
            necessities.merge(thing, necessity, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            users.computeIfAbsent(thing, _ -> new LinkedHashSet<>()).add(user);
        }

        List<Need> needs() {
            return necessities.entrySet().stream()
                    .map(entry -> need(entry.getKey(), entry.getValue()))
                    .sorted(Comparator.comparing(Need::since).reversed())
                    .toList();
        }

        private Need need(Thing thing, Need.Necessity necessity) {
            boolean spared =
                    thing instanceof Thing.Map
                            && thing.since().equals(checked)
                            && Replacements.has(thing);
            return new Need(
                    thing,
                    spared ? Need.Necessity.REPLACED : necessity,
                    List.copyOf(users.getOrDefault(thing, Set.of())));
        }
    }
}
