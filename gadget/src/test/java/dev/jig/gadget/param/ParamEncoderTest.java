// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.UsageException;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamEncoderTest {
    private static Param param(ParamType type) {
        return new Param("key", "", "", "", "variable", type, "0", "");
    }

    private static ParamType type(String text) {
        return switch (text) {
            case "u8" -> new ParamType.Whole(1, false);
            case "s16" -> new ParamType.Whole(2, true);
            case "u32" -> new ParamType.Whole(4, false);
            case "s32" -> new ParamType.Whole(4, true);
            case "u64" -> new ParamType.Whole(8, false);
            case "s64" -> new ParamType.Whole(8, true);
            case "bool" -> new ParamType.Bool();
            case "float" -> new ParamType.Real(4);
            case "double" -> new ParamType.Real(8);
            case "comm" -> new ParamType.Text(16);
            case "signal" -> new ParamType.Signal(4);
            case "ip" -> new ParamType.Address(17);
            default -> throw new IllegalArgumentException(text);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "u8, 255, ff",
        "u8, 0x1F, 1f",
        "s16, -2, feff",
        "u32, 4294967295, ffffffff",
        "u32, 258, 02010000",
        "s32, -1, ffffffff",
        "u64, 18446744073709551615, ffffffffffffffff",
        "s64, -9223372036854775808, 0000000000000080",
        "bool, true, 01",
        "bool, No, 00",
        "bool, 1, 01",
        "float, 1.5, 0000c03f",
        "double, -2e0, 00000000000000c0",
        "comm, bash, 62617368000000000000000000000000",
        "comm, exactlyfifteen!, 65786163746c796669667465656e2100",
        "comm, '', 00000000000000000000000000000000",
        "signal, 15, 0f000000",
        "signal, SIGTERM, 0f000000",
        "signal, term, 0f000000",
        "signal, 0, 00000000",
        "signal, SIGRTMIN+3, 25000000",
        "signal, rtmax-1, 3f000000",
        "ip, 10.0.0.1, 0a000001000000000000000000000000" + "04",
        "ip, '::1', 00000000000000000000000000000001" + "06",
    })
    void valuesBecomeBytes(String type, String text, String bytes) {
        assertThat(param(type(type)).encode(text, ByteOrder.LITTLE_ENDIAN)).hasToString(bytes);
    }

    @Test
    void bytesAreInTheOrderOfTheObject() {
        assertThat(param(type("u32")).encode("258", ByteOrder.BIG_ENDIAN)).hasToString("00000102");
        assertThat(param(type("signal")).encode("9", ByteOrder.BIG_ENDIAN)).hasToString("00000009");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u8 | 256 | is not between 0 and 255",
                "u8 | -1 | is not between 0 and 255",
                "s32 | 2147483648 | is not between -2147483648 and 2147483647",
                "u64 | 18446744073709551616 | is not between 0 and 18446744073709551615",
                "u32 | abc | is not a whole number",
                "u32 | '' | is not a whole number",
                "u32 | 1.5 | is not a whole number",
                "u32 | 1e3 | is not a whole number",
                "bool | maybe | is neither true nor false",
                "double | 1e99999999 | is not a number",
                "double | NaN | is not a number",
                "comm | sixteen-bytes-ab | has 16 bytes, at most 15 fit",
                "comm | ééééééééé | has 18 bytes, at most 15 fit",
                "signal | SIGTREM | is not a signal (did you mean \"SIGTERM\"?)",
                "signal | kil | is not a signal (did you mean \"SIGKILL\"?)",
                "signal | 65 | is not a signal",
                "signal | RTMIN+31 | is not a signal (did you mean \"SIGRTMIN\"?)",
                "ip | example.com | is not an IPv4 or IPv6 address",
                "ip | 10.1 | is not an IPv4 or IPv6 address",
            })
    void whatDoesNotFitIsNamed(String type, String text, String fact) {
        assertThatThrownBy(() -> param(type(type)).encode(text, ByteOrder.LITTLE_ENDIAN))
                .isInstanceOf(UsageException.class)
                .hasMessage("set --key to \"" + text + "\": that " + fact);
    }

    @Test
    void longValuesAreShortenedInMessages() {
        assertThatThrownBy(() ->
                        param(type("comm"))
                                .encode("x".repeat(5000) + "\n", ByteOrder.LITTLE_ENDIAN))
                .hasMessageStartingWith("set --key to \"" + "x".repeat(63) + "…\": that has 5001");
    }

    @ParameterizedTest
    @CsvSource({
        "u8, 255",
        "s16, -2",
        "u32, 4294967295",
        "s32, -1",
        "u64, 18446744073709551615",
        "s64, -5",
        "bool, true",
        "float, 1.5",
        "double, -2.25",
        "comm, bash",
        "signal, 15",
        "ip, 10.0.0.1",
        "ip, ''",
    })
    void bytesBecomeTheValueAgain(String type, String text) {
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        assertThat(ParamDecoder.decode(type(type), param(type(type)).encode(text, order), order))
                .isEqualTo(text);
    }
}
