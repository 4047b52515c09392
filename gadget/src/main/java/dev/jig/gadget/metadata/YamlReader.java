// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Makes nodes of YAML text without constructing any object of the text's choice. Bounded in size,
/// depth and in what aliases multiply to.
final class YamlReader {
    static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 100_000;

    private final YamlErrors errors;
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;

    /// @param weight nodes in the subtree, aliases counted as what they stand for
    private record Anchored(YamlNode node, int weight) {}

    private YamlReader(YamlErrors errors, String text) {
        this.errors = errors;
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).setUseMarks(true).build();
        events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /// @return null if the document is empty
    static @Nullable YamlNode read(YamlErrors errors, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw errors.at(1, "has more than " + MAX_CHARACTERS + " characters");
        }
        try {
            return new YamlReader(errors, text).document();
        } catch (MarkedYamlEngineException e) {
            throw errors.at(line(e.getProblemMark()), oneLine(e.getProblem()), e);
        } catch (YamlEngineException e) {
            throw errors.at(1, oneLine(e.getMessage()), e);
        }
    }

    private static String oneLine(@Nullable String message) {
        String text = message == null ? "is not YAML" : message.strip();
        return text.lines().findFirst().orElse("is not YAML");
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    private @Nullable YamlNode document() {
        events.next();
        if (events.next().getEventId() != Event.ID.DocumentStart) {
            return null;
        }
        YamlNode root = node(events.next(), 0);
        events.next();
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw errors.at(line(after.getStartMark()), "a second document begins");
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        int line = line(event.getStartMark());
        if (event instanceof AliasEvent alias) {
            return aliased(alias, line);
        }
        count(1, line);
        if (depth > MAX_DEPTH) {
            throw errors.at(line, "nests deeper than " + MAX_DEPTH + " levels");
        }
        int before = nodes;
        YamlNode node = unaliased(event, depth, line);
        if (event instanceof NodeEvent n && n.getAnchor().isPresent()) {
            anchors.put(n.getAnchor().get(), new Anchored(node, nodes - before + 1));
        }
        return node;
    }

    private YamlNode unaliased(Event event, int depth, int line) {
        if (event instanceof ScalarEvent scalar) {
            return new YamlNode.Text(scalar.getValue(), scalar.isPlain(), line);
        }
        if (event instanceof SequenceStartEvent) {
            return sequence(depth, line);
        }
        if (event instanceof MappingStartEvent) {
            return mapping(depth, line);
        }
        throw errors.at(line, "is not YAML");
    }

    private YamlNode aliased(AliasEvent alias, int line) {
        Anchored target = anchors.get(alias.getAlias());
        if (target == null) {
            throw errors.at(line, "no anchor &" + alias.getAlias() + " stands before this alias");
        }
        count(target.weight(), line);
        return target.node();
    }

    private void count(int more, int line) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw errors.at(line, "has more than " + MAX_NODES + " values");
        }
    }

    private YamlNode sequence(int depth, int line) {
        List<YamlNode> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return new YamlNode.Sequence(List.copyOf(items), line);
    }

    private YamlNode mapping(int depth, int line) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            int keyLine = line(event.getStartMark());
            String key = key(node(event, depth + 1), keyLine);
            if (!keys.add(key)) {
                throw errors.at(keyLine, "key \"" + key + "\" is there twice");
            }
            entries.add(new YamlNode.Entry(key, keyLine, node(events.next(), depth + 1)));
            event = events.next();
        }
        return new YamlNode.Mapping(List.copyOf(entries), line);
    }

    private String key(YamlNode node, int line) {
        if (node instanceof YamlNode.Text text) {
            return text.value();
        }
        throw errors.at(line, "a key must be a text");
    }
}
