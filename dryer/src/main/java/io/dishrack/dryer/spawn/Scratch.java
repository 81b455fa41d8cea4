package io.dishrack.dryer.spawn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Memory for what C functions read and write, filled from its beginning; may be used again. For one thread. */
final class Scratch {

    private ByteBuffer memory;
    private long address;

    Scratch(int size) {
        allocate(size);
    }

    private void allocate(int size) {
        memory = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = SystemLibrary.address(memory);
    }

    /** Forgets what is in it; from here on so many bytes can be written. */
    void reset(int size) {
        memory.clear();
        if (memory.capacity() < size) {
            allocate(Math.max(size, 2 * memory.capacity()));
        }
    }

    /** How many bytes a string takes. */
    static int size(String byteString) {
        return byteString.length() + 1;
    }

    /** How many bytes strings take. */
    static int size(List<String> byteStrings) {
        int size = 0;
        for (String byteString : byteStrings) {
            size += size(byteString);
        }
        return size;
    }

    /** Writes a C string; returns its address. */
    long string(String byteString) {
        long start = address + memory.position();
        memory.put(byteString.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
        return start;
    }

    /** Leaves room for a structure whose size is a multiple of 8, zeros when the memory is new. */
    long block(int size) {
        long start = address + memory.position();
        memory.position(memory.position() + size);
        return start;
    }

    /** Leaves room for so many pointers, and writes the null that ends them; returns the array's address. */
    long pointers(int count) {
        int start = (memory.position() + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        int end = start + count * Long.BYTES;
        memory.putLong(end, 0).position(end + Long.BYTES);
        return address + start;
    }

    void pointer(long array, int index, long value) {
        memory.putLong((int) (array - address) + index * Long.BYTES, value);
    }

    long pointer(long array, int index) {
        return memory.getLong((int) (array - address) + index * Long.BYTES);
    }

    int intAt(long place) {
        return memory.getInt((int) (place - address));
    }

    void putInt(long place, int value) {
        memory.putInt((int) (place - address), value);
    }

    void putShort(long place, short value) {
        memory.putShort((int) (place - address), value);
    }
}
