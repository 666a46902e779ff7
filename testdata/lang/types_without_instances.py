# Classes that scripts ask about and that nothing is an instance of.
for value in (b'', '', 1, 1.5, None, bytearray):
    print(isinstance(value, (bytearray, memoryview)), isinstance(value, bytes | bytearray), isinstance(value, complex))
Text = str | bytes | memoryview
print(Text, bytearray.__name__, complex, issubclass(bytearray, object))
print({bytearray: 1}.get(bytearray), bytearray is not bytes, type(memoryview))
