package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedRoomTest {

    private final SharedRoom room = new SharedRoom(100);
    private final SharedRoom another = room.another();

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
