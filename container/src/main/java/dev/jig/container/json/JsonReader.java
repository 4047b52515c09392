// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON of bounded size and depth.
public final class JsonReader {
    /// The largest text that is read, in bytes.
    public static final int MAX_BYTES = 16 << 20;

    private static final int MAX_DEPTH = 64;
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonReader() {}

    /// @throws IOException if it cannot be read, is too large, or no JSON
    public static Json read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(file + ": larger than 16 MiB");
            }
            return read(bytes);
        }
    }

    /// @throws IOException if it is no JSON
    public static Json read(byte[] bytes) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            parser.nextToken();
            return value(parser, 0);
        } catch (JacksonException e) {
            throw new IOException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Json value(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || depth > MAX_DEPTH) {
            throw new IOException(token == null ? "not JSON: it ends early" : "JSON too deep");
        }
        return switch (token) {
            case START_OBJECT -> members(parser, depth);
            case START_ARRAY -> elements(parser, depth);
            case VALUE_NULL -> Json.Scalar.ABSENT;
            default -> new Json.Scalar(parser.getString());
        };
    }

    private static Json members(JsonParser parser, int depth) throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser, depth + 1));
        }
        return new Json.Members(members);
    }

    private static Json elements(JsonParser parser, int depth) throws IOException {
        List<Json> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
                next != null && next != JsonToken.END_ARRAY;
                next = parser.nextToken()) {
            elements.add(value(parser, depth + 1));
        }
        return new Json.Elements(elements);
    }
}
