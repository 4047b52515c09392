// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Linkage;
import dev.jig.object.btf.BtfType.Parameter;
import dev.jig.object.trampoline.FunctionSignature.Slot;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionSignatureTest {
    private static final int INT = 1;
    private static final int POINTER = 2;
    private static final int STRUCT = 3;
    private static final int ENUM = 4;
    private static final int TYPEDEF = 5;
    private static final int WIDE = 6;

    private static FunctionSignature signature(int result, int... parameters) {
        BtfBuilder types = new BtfBuilder(ByteOrder.nativeOrder());
        types.add(new BtfType.Int("int", 4, 32, 0, true, false, false));
        types.add(new BtfType.Pointer(0));
        types.add(new BtfType.Struct("s", 8, List.of()));
        types.add(new BtfType.Enumeration("e", 4, false, false, List.of()));
        types.add(new BtfType.Typedef("t", 7));
        types.add(new BtfType.Int("__int128", 16, 128, 0, true, false, false));
        types.add(new BtfType.Modifier(BtfKind.CONST, "", INT));
        List<Parameter> list =
                Arrays.stream(parameters).mapToObj(p -> new Parameter("a", p)).toList();
        types.add(new BtfType.Prototype(result, list));
        types.add(new BtfType.Function("f", 8, Linkage.STATIC));
        Btf btf = Btf.parse(types.build().buffer(ByteOrder.nativeOrder()));
        return FunctionSignature.of(btf, 9);
    }

    @Test
    void numbersAndPointersAreSlots() {
        FunctionSignature signature = signature(POINTER, INT, POINTER, ENUM, TYPEDEF);
        assertThat(signature.arguments())
                .containsExactly(
                        new Slot(4, false),
                        new Slot(8, true),
                        new Slot(4, false),
                        new Slot(4, false));
        assertThat(signature.result()).isEqualTo(new Slot(8, true));
        assertThat(signature(0).result()).isNull();
    }

    @Test
    void othersCannotBePassedOn() {
        String reason = "the function has an argument or result that is no number or pointer";
        assertThatThrownBy(() -> signature(0, INT, STRUCT)).hasMessage(reason);
        assertThatThrownBy(() -> signature(0, WIDE)).hasMessage(reason);
        assertThatThrownBy(() -> signature(STRUCT)).hasMessage(reason);
        assertThatThrownBy(() -> signature(INT, POINTER, 0))
                .isInstanceOf(NotConvertibleException.class)
                .hasMessage("the function's arguments vary in number");
    }
}
