package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedRoomTest {

    private final SharedRoom room = new SharedRoom(100);
    private final SharedRoom another = room.another();

    @ParameterizedTest
    @CsvSource({"64, 16", "128, 32", "256, 64", "1024, 448", "6144, 3008"})
    void isHalfOfALargeHeapAndAQuarterOfASmallOne(long heapMebibytes, long mebibytes) {
        assertThat(SharedRoom.ofHeap(heapMebibytes << 20)).isEqualTo(mebibytes << 20);
    }

    @Test
    void allConnectionsTakeFromTheSame() {
        assertThat(room.take(60)).isTrue();

        assertThat(another.take(41)).isFalse();
        assertThat(another.take(40)).isTrue();
        assertThat(room.take(1)).isFalse();
    }

    @Test
    void eachGivesBackWhatItHasTakenAndNoMore() {
        room.take(60);
        another.take(40);

        room.release();
        room.release();

        assertThat(another.take(61)).isFalse();
        assertThat(another.take(60)).isTrue();
    }
}
