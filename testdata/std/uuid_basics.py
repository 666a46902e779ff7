import uuid
from uuid import UUID, uuid4

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

u = UUID('12345678-1234-5678-1234-567812345678')
print(u, repr(u), u.hex, u.int, u.bytes, u.bytes_le, u.fields, u.urn, u.version, u.variant, u.node, u.time_low)
print(UUID('{12345678123456781234567812345678}') == u, UUID('urn:uuid:12345678-1234-5678-1234-567812345678') == u)
print(UUID(bytes=u.bytes) == u, UUID(int=u.int) == u, UUID(fields=u.fields) == u, UUID(bytes_le=u.bytes_le) == u, hash(u) == hash(UUID(str(u))))
print(u < UUID(int=1), sorted([u, UUID(int=1)]), u == 'x', int(u) == u.int)
for f in (lambda: UUID('x'), lambda: UUID(), lambda: UUID(bytes=b'1'), lambda: UUID(int=-1), lambda: UUID(int=1 << 128)):
    attempt(f)
print(uuid.uuid3(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid5(uuid.NAMESPACE_URL, 'http://x.y/é'), uuid.NAMESPACE_OID, uuid.NAMESPACE_X500)
a, b = uuid4(), uuid4()
print(a.version, a.variant, a != b, len(str(a)), uuid.uuid1().version, uuid.uuid1() != uuid.uuid1())
attempt(lambda: setattr(u, 'int', 5))
