// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The bookshop of RFC 9535 (1.5) with prices in cents, and its rules one by one.
final class JsonPathTest {
    private static final Node SHOP =
            Node.members()
                    .put(
                            "store",
                            Node.members()
                                    .put(
                                            "book",
                                            new Node.Items(
                                                    List.of(
                                                            book("Rees", "Sayings", 895, ""),
                                                            book("Waugh", "Sword", 1299, ""),
                                                            book("Melville", "Moby", 899, "0-5"),
                                                            book("Tolkien", "Rings", 2299, "0-3"))))
                                    .put(
                                            "bicycle",
                                            Node.members()
                                                    .put("color", "red")
                                                    .put("price", 39900)
                                                    .build())
                                    .build())
                    .build();

    private static Node book(String author, String title, long price, String isbn) {
        Node.Builder book =
                Node.members().put("author", author).put("title", title).put("price", price);
        return (isbn.isEmpty() ? book : book.put("isbn", isbn)).build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            textBlock =
                    """
                    $.store.book[*].author => ["Rees","Waugh","Melville","Tolkien"]
                    $..author => ["Rees","Waugh","Melville","Tolkien"]
                    $.store..price => [895,1299,899,2299,39900]
                    $..book[2].title => ["Moby"]
                    $..book[-1].title => ["Rings"]
                    $..book[0,1].title => ["Sayings","Sword"]
                    $..book[:2].title => ["Sayings","Sword"]
                    $..book[1:3].title => ["Sword","Moby"]
                    $..book[::2].title => ["Sayings","Moby"]
                    $..book[::-1].title => ["Rings","Moby","Sword","Sayings"]
                    $..book[-2:].title => ["Moby","Rings"]
                    $..book[5:0:-2].title => ["Rings","Sword"]
                    $..book[::0].title => []
                    $..book[?@.isbn].title => ["Moby","Rings"]
                    $..book[?!@.isbn].title => ["Sayings","Sword"]
                    $..book[?@.price<1000].title => ["Sayings","Moby"]
                    $..book[?@.price >= 1299 && @.isbn].title => ["Rings"]
                    $..book[?@.author=='Rees' || (@.price > 2000)].title => ["Sayings","Rings"]
                    $..book[?@.author != "Rees" && !(@.price > 2000)].title => ["Sword","Moby"]
                    $..book[?@.price == $.store.book[0].price].title => ["Sayings"]
                    $..book[?@.missing == @.absent].title => ["Sayings","Sword","Moby","Rings"]
                    $..book[?@.author < 'N'].title => ["Moby"]
                    $..book[?@.author < 1].title => []
                    $['store']["bicycle"].color => ["red"]
                    $.store.bicycle.* => ["red",39900]
                    $.store.book.author => []
                    $.nothing => []
                    $.store[0] => []
                    $['\\u0073tore'].bicycle.color => ["red"]
                    """)
    void finds(String path, String found) {
        List<Node> nodes = JsonPath.parse(path).find(SHOP);
        assertThat(JsonText.compact(new Node.Items(nodes))).isEqualTo(found);
    }

    @Test
    void theRootIsItself() {
        assertThat(JsonPath.parse("$").find(SHOP)).containsExactly(SHOP);
        assertThat(JsonPath.parse("$..*").find(SHOP)).hasSize(2 + 4 + 2 + 4 * 3 + 2 + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "$, true",
        "$.a, true",
        "$['a'][0], true",
        "$[-1], true",
        "$.*, false",
        "$..a, false",
        "$[0:1], false",
        "'$[0,1]', false",
        "$[?@.a], false"
    })
    void knowWhetherTheyLeadToOnePlace(String path, boolean definite) {
        assertThat(JsonPath.parse(path).definite()).isEqualTo(definite);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "$a",
                "$.",
                "$..",
                "$[",
                "$[]",
                "$[0",
                "$['a]",
                "$['\\x']",
                "$['\\u12']",
                "$['\\u12g4']",
                "$[?]",
                "$[?1]",
                "$[?@.a==]",
                "$[?@.a=1]",
                "$[?@..a==1]",
                "$[?(@.a]",
                "$[1:2:3:4]",
                "$[12345678901234567]",
                "$.a b",
                "$.1a"
            })
    void thatAreNoneAreSaidToBe(String path) {
        assertThatThrownBy(() -> JsonPath.parse(path))
                .isInstanceOf(MalformedPathException.class)
                .hasMessageStartingWith("read JSON path " + path + ": at character ");
    }

    @Test
    void areNotNestedWithoutEnd() {
        String deep = "$[?" + "(".repeat(3000) + "@.a" + ")".repeat(900) + "]";
        assertThatThrownBy(() -> JsonPath.parse(deep)).isInstanceOf(MalformedPathException.class);
        assertThatThrownBy(() -> JsonPath.parse("$" + ".a".repeat(3000)))
                .isInstanceOf(MalformedPathException.class);
    }

    @Test
    void doNotFindMoreThanFits() {
        List<Node> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add(Node.whole(i));
        }
        Node wide = new Node.Items(List.of(new Node.Items(many), new Node.Items(many)));
        JsonPath path = JsonPath.parse("$" + "[*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*]".repeat(3));
        assertThatThrownBy(() -> path.find(new Node.Items(List.of(wide, wide, wide, wide))))
                .isInstanceOf(MalformedPathException.class)
                .hasMessageContaining("too much");
    }
}
