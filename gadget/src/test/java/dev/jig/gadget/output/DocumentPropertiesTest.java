// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.value.Memory;
import dev.jig.gadget.value.RecordWindow;
import dev.jig.gadget.value.ValueContext;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What holds for any data source and any bytes.
class DocumentPropertiesTest {
    private static final int SCHEMAS = 15 * Integer.getInteger("jig.effort", 1);
    private static final int RECORDS = 12;
    private static final long CANARY = 0x5ca1ab1e_5ca1ab1eL;

    private static Object json(String text) {
        try (JsonParser parser =
                JsonFactory.builder()
                        .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build()
                        .createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            Object value = value(parser);
            assertThat(parser.nextToken()).isNull();
            return value;
        }
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NULL -> "null";
            default -> parser.getString();
        };
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    private static Object yaml(String text) {
        LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
        return comparable(new Load(settings).loadFromString(text));
    }

    /// Numbers by their value; JSON has no others than finite ones.
    private static Object comparable(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, Object> all = new LinkedHashMap<>();
                map.forEach((key, member) -> all.put(key, comparable(member)));
                yield all;
            }
            case List<?> list -> list.stream().map(DocumentPropertiesTest::comparable).toList();
            case Double real when real.isNaN() || real.isInfinite() -> "null";
            case Double real -> new Real(real);
            case Number number -> new Real(number.doubleValue());
            case Boolean bool -> bool.toString();
            default -> value;
        };
    }

    private record Real(double value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Real(double number) && number == value;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /// Gives texts of JSON that are numbers in YAML the form they have there.
    private static Object withNumbers(Object json, @Nullable Object yaml) {
        if (json instanceof Map<?, ?> map && yaml instanceof Map<?, ?> others) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((key, value) -> all.put(key, withNumbers(value, others.get(key))));
            return all;
        }
        if (json instanceof List<?> list && yaml instanceof List<?> others) {
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                all.add(withNumbers(list.get(i), i < others.size() ? others.get(i) : ""));
            }
            return all;
        }
        return yaml instanceof Real ? new Real(Double.parseDouble((String) json)) : json;
    }

    @Test
    void allModesSayTheSame() {
        Random random = new Random(20261121);
        for (int i = 0; i < SCHEMAS; i++) {
            RandomSchema schema = new RandomSchema(random);
            DataSource source = schema.source();
            for (int j = 0; j < RECORDS; j++) {
                TestRecord record = schema.record();
                String line = record.print(OutputMode.JSON, source);
                assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
                Object plain = json(line);
                assertThat(json(record.print(OutputMode.JSONPRETTY, source))).isEqualTo(plain);
                Object yaml = yaml(record.print(OutputMode.YAML, source));
                assertThat(yaml).isEqualTo(withNumbers(plain, yaml));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OutputMode.class,
            names = {"JSON", "JSONPRETTY", "YAML"})
    void generatedCodeWritesTheSameBytesAndKeepsToItsBounds(OutputMode mode) {
        Random random = new Random(mode.ordinal());
        for (int i = 0; i < SCHEMAS; i++) {
            RandomSchema schema = new RandomSchema(random);
            FieldTree.Parent tree = FieldTree.of(schema.source().fields());
            try (Written interpreted = new Written(tree, mode, InterpretedWriter::new);
                    Written generated = new Written(tree, mode, GeneratedWriter::of)) {
                for (int j = 0; j < RECORDS; j++) {
                    TestRecord record = schema.record();
                    assertThat(generated.write(record)).isEqualTo(interpreted.write(record));
                }
            }
        }
    }

    /// A writer, its record's and its output's memory.
    private static final class Written implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final RecordWindow window;
        private final RecordWriter writer;
        private final MemorySegment out;
        private final int maxBytes;

        Written(
                FieldTree.Parent tree,
                OutputMode mode,
                java.util.function.Function<DocumentPlan, RecordWriter> make) {
            List<Field> fields = new ArrayList<>();
            collect(tree, fields);
            window = new RecordWindow(fields.stream().map(Field::type).toList());
            DocumentPlan plan =
                    DocumentPrinter.plan(tree, mode, ValueContext.of(TestNames.in("Asia/Kolkata")));
            writer = make.apply(plan);
            maxBytes = plan.maxBytes();
            out = arena.allocate(maxBytes + (long) Long.BYTES);
        }

        private static void collect(FieldTree node, List<Field> fields) {
            switch (node) {
                case FieldTree.Leaf(Field field) -> fields.add(field);
                case FieldTree.Parent parent ->
                        parent.children().values().forEach(child -> collect(child, fields));
            }
        }

        String write(TestRecord record) {
            return record.in((memory, offset, length) -> {
                Memory.putWord(out.address() + maxBytes, CANARY);
                long at = window.address(memory, offset, length);
                long end = writer.write(at, length, out.address());
                assertThat(end - out.address()).isBetween(1L, (long) maxBytes);
                assertThat(Memory.word(out.address() + maxBytes)).isEqualTo(CANARY);
                byte[] bytes = out.asSlice(0, end - out.address()).toArray(ValueLayout.JAVA_BYTE);
                return new String(bytes, StandardCharsets.UTF_8);
            });
        }

        @Override
        public void close() {
            window.close();
            arena.close();
        }
    }
}
