// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which containers a user wants to see. All criteria must hold; within one, values are separated
/// by commas and one of them must hold, and none of those that start with `!`. A value.
///
/// @param criteria by kind, as the user wrote them
public record ContainerSelection(Map<Criterion, String> criteria) {
    /// Every container, and the host.
    public static final ContainerSelection NONE = new ContainerSelection(Map.of());

    private static final int ID_DIGITS = 12;

    /// What containers are selected by.
    public enum Criterion {
        NAME,
        IMAGE_NAME,
        IMAGE_DIGEST,
        IMAGE_ID,
        K8S_NAMESPACE,
        K8S_POD,
        K8S_CONTAINER,
        K8S_LABELS;

        private List<String> values(Container container) {
            return switch (this) {
                case NAME -> List.of(container.name());
                case IMAGE_NAME -> List.of(container.image().name());
                case IMAGE_DIGEST -> List.of(digits(container.image().digest()));
                case IMAGE_ID -> List.of(digits(container.image().id()));
                case K8S_NAMESPACE -> List.of(container.kubernetes().namespace());
                case K8S_POD -> List.of(container.kubernetes().pod());
                case K8S_CONTAINER -> List.of(container.kubernetes().container());
                case K8S_LABELS ->
                        container.kubernetes().labels().entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .toList();
            };
        }
    }

    public ContainerSelection {
        criteria = Map.copyOf(criteria);
    }

    /// Whether nothing is asked for.
    public boolean isEmpty() {
        return criteria.isEmpty();
    }

    /// Whether a container is one of those.
    public boolean test(Container container) {
        return criteria.entrySet().stream()
                .allMatch(wanted -> matches(wanted.getKey(), wanted.getValue(), container));
    }

    private static boolean matches(Criterion criterion, String list, Container container) {
        List<String> values = criterion.values(container);
        List<String> wanted = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            String text = unnegated(item.strip());
            boolean there = values.contains(normal(criterion, text));
            if (!text.equals(item.strip())) {
                if (there) {
                    return false;
                }
            } else {
                wanted.add(normal(criterion, text));
            }
        }
        return wanted.isEmpty() || wanted.stream().anyMatch(values::contains);
    }

    /// Of a label also `key=!value` excludes.
    private static String unnegated(String item) {
        if (item.startsWith("!")) {
            return item.substring(1);
        }
        int equals = item.indexOf("=!");
        return equals < 0 ? item : item.substring(0, equals + 1) + item.substring(equals + 2);
    }

    private static String normal(Criterion criterion, String text) {
        return switch (criterion) {
            case IMAGE_DIGEST, IMAGE_ID -> digits(text);
            default -> text;
        };
    }

    /// The first digits, which is what people copy from other tools.
    private static String digits(String id) {
        String bare = id.substring(id.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
        return bare.length() > ID_DIGITS ? bare.substring(0, ID_DIGITS) : bare;
    }
}
