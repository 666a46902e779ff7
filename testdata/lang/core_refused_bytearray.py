# refused: bytearray() is not available to scripts
print(isinstance(b'', (bytearray, memoryview, complex)), isinstance(b'', bytes | bytearray))
bytearray(3)
