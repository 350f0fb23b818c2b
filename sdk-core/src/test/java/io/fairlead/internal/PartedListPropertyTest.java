package io.fairlead.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PartedListPropertyTest {
    @Property
    void itIsTheListOfAllItsParts(@ForAll List<List<Integer>> parts) {
        List<Integer> all = parts.stream().flatMap(List::stream).toList();

        PartedList<Integer> parted = PartedList.of(parts);

        assertThat(parted).hasSameSizeAs(all).isEqualTo(all).hasSameHashCodeAs(all);
        assertThat(all).isEqualTo(parted);
        assertThat(new ArrayList<>(parted)).isEqualTo(all);
        assertThat(parted.stream().toList()).isEqualTo(all);
        assertThat(IntStream.range(0, all.size()).mapToObj(parted::get).toList())
                .isEqualTo(all);
        assertThat(parted.parts()).noneMatch(List::isEmpty);
    }

    @Property
    void listsAreEqualHoweverTheyAreParted(@ForAll List<List<Integer>> parts, @ForAll List<List<Integer>> others) {
        boolean equal = parts.stream()
                .flatMap(List::stream)
                .toList()
                .equals(others.stream().flatMap(List::stream).toList());

        assertThat(PartedList.of(parts).equals(PartedList.of(others))).isEqualTo(equal);
        assertThat(PartedList.of(parts)).isEqualTo(PartedList.copyOf(new ArrayList<>(PartedList.of(parts))));
    }

    @Property
    void itHasNothingOutsideOfItsBounds(@ForAll List<List<Integer>> parts) {
        PartedList<Integer> parted = PartedList.of(parts);

        assertThatThrownBy(() -> parted.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> parted.get(parted.size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> parted.add(1)).isInstanceOf(UnsupportedOperationException.class);
    }
}
