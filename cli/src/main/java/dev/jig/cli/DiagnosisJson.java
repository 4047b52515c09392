// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.RuntimeStatus;
import dev.jig.ebpf.Answer;
import dev.jig.gadget.run.GadgetCheck;
import java.io.StringWriter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A diagnosis for programs: one JSON object. Keys stay once they are there.
final class DiagnosisJson {
    private final JsonGenerator json;

    private DiagnosisJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(Diagnosis diagnosis) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new DiagnosisJson(json).write(diagnosis);
        }
        return text + "\n";
    }

    private void write(Diagnosis diagnosis) {
        json.writeStartObject();
        json.writeStringProperty("kernel", diagnosis.release());
        json.writeArrayPropertyStart("features");
        diagnosis.kernel().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("gadgets");
        diagnosis.gadgets().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("runtimes");
        diagnosis.runtimes().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("warnings");
        diagnosis.warnings().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(RuntimeStatus status) {
        json.writeStartObject();
        json.writeStringProperty("name", status.runtime());
        json.writeStringProperty("place", status.place());
        json.writeBooleanProperty("answers", status.state() == RuntimeStatus.State.ANSWERS);
        json.writeStringProperty("detail", status.detail());
        json.writeEndObject();
    }

    private void write(KernelCheck check) {
        json.writeStartObject();
        json.writeStringProperty("name", check.name());
        json.writeStringProperty("available", word(check.answer()));
        json.writeStringProperty("detail", check.detail());
        json.writeEndObject();
    }

    private void write(GadgetCheck check) {
        json.writeStartObject();
        json.writeStringProperty("name", check.gadget());
        json.writeStringProperty("runs", word(check.answer()));
        json.writeStringProperty("reason", check.reason());
        json.writeNumberProperty("lockedBytes", check.lockedBytes());
        json.writeArrayPropertyStart("programs");
        check.programs().forEach(this::write);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(GadgetCheck.ProgramCheck program) {
        json.writeStartObject();
        json.writeStringProperty("name", program.program());
        json.writeStringProperty("section", program.section());
        json.writeBooleanProperty("optional", program.optional());
        json.writeBooleanProperty("works", program.works());
        json.writeStringProperty("problem", program.problem());
        json.writeEndObject();
    }

    private static String word(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT);
    }
}
