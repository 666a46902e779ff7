"""enum: enumerations and flags, made by a metaclass when their class statement ends."""


def _is_descriptor(value):
    return hasattr(value, '__get__') or hasattr(value, '__set__') or hasattr(value, '__delete__')


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_'


class auto:
    def __init__(self, value=None):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


def _member_names(name, body):
    """The names in a class body that become members, in order."""
    ignored = body.get('_ignore_', ())
    if isinstance(ignored, str):
        ignored = ignored.replace(',', ' ').split()
    found = []
    for key, value in body.items():
        private = key.startswith(f'_{name}__') and not key.endswith('__')
        if key in ignored or _is_dunder(key) or _is_sunder(key) or private:
            continue
        if not _is_descriptor(value) and not isinstance(value, nonmember):
            found.append(key)
    return found


class EnumType(type):
    def __new__(meta, name, bases, body, *, boundary=None, **keywords):
        for base in bases:
            if isinstance(base, EnumType) and base._member_map_:
                raise TypeError(f'<enum {name!r}> cannot extend {base!r}')
        names = _member_names(name, body) if bases else []
        given = {key: body[key] for key in names}
        rest = {key: value.value if isinstance(value, nonmember) else value
                for key, value in body.items() if key not in given}
        rest['_member_map_'], rest['_value2member_map_'] = {}, {}
        rest['_member_names_'], rest['_unhashable_'] = [], []
        own_new = rest.pop('__new__', None) if bases else None
        data = meta._data_type(bases)
        rest['_member_type_'] = data
        rest['_own_new_'] = own_new or next(
            (b._own_new_ for b in bases if getattr(b, '_own_new_', None)), None)
        cls = type.__new__(meta, name, bases, rest, **keywords)
        if bases:
            meta._keep_methods(cls, body, data)
        meta._add_members(cls, given)
        return cls

    def __init__(cls, *args, **keywords):
        pass

    @staticmethod
    def _data_type(bases):
        """The class of values that members are instances of: int, str … or object."""
        for base in bases:
            for ancestor in base.__mro__:
                if ancestor is object or isinstance(ancestor, EnumType):
                    continue
                if ancestor.__new__ is not object.__new__ or '__init__' in ancestor.__dict__:
                    return ancestor
        return object

    @staticmethod
    def _keep_methods(cls, body, data):
        """repr(), str() and format() are the enumeration's, not those of the mixed-in class."""
        first = next(base for base in cls.__mro__[1:] if isinstance(base, EnumType))
        for name in ('__repr__', '__str__', '__format__'):
            if name in body:
                continue
            found = getattr(cls, name)
            if found in (getattr(data, name), getattr(object, name)):
                type.__setattr__(cls, name, getattr(first, name))
        if Flag is not None and issubclass(cls, Flag):
            for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__',
                         '__invert__'):
                if name not in body:
                    type.__setattr__(cls, name, getattr(Flag, name))

    def _add_members(cls, given):
        last = []
        for name, value in given.items():
            if isinstance(value, member):
                value = value.value
            if isinstance(value, auto):
                if value.value is None:
                    value.value = cls._generate_next_value_(name, 1, len(last), last[:])
                value = value.value
            elif isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
                value = tuple(cls._generate_next_value_(name, 1, len(last), last[:])
                              if isinstance(part, auto) else part for part in value)
            cls._add_member(name, value)
            last.append(value)

    def _add_member(cls, name, value):
        args = value if isinstance(value, tuple) else (value,)
        data = cls._member_type_
        if data is tuple:
            args = (value,)
        if cls._own_new_:
            self = cls._own_new_(cls, *args)
        elif data is object:
            self = object.__new__(cls)
        else:
            self = data.__new__(cls, *args)
        if not hasattr(self, '_value_'):
            if data is object or cls._own_new_:
                self._value_ = value
            else:
                self._value_ = data(*args)
        value = self._value_
        known = cls._find(value)
        if known is not None and not (issubclass(cls, Flag) and False):
            self = known
        else:
            self._name_, self.__objclass__ = name, cls
            self._sort_order_ = len(cls._member_names_)
            if cls.__init__ is not EnumType.__init__ and cls.__init__ is not object.__init__:
                self.__init__(*args)
            if not issubclass(cls, Flag) or cls._is_single(value):
                cls._member_names_.append(name)
        cls._member_map_[name] = self
        type.__setattr__(cls, name, self)
        try:
            cls._value2member_map_.setdefault(value, self)
        except TypeError:
            cls._unhashable_.append((value, self))

    def _find(cls, value):
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            return next((m for v, m in cls._unhashable_ if v == value), None)

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        if names is None and type is None and (cls._member_map_ or isinstance(value, cls)):
            return cls._lookup(value)
        if names is None and not isinstance(value, str):
            return cls._lookup(value)
        return cls._create(value, names, module, type, start)

    def _lookup(cls, value):
        if isinstance(value, cls):
            return value
        found = cls._find(value)
        if found is None:
            found = cls._missing_(value)
            if found is None:
                raise ValueError(f'{value!r} is not a valid {cls.__qualname__}')
            if not isinstance(found, cls):
                raise TypeError(f'error in {cls.__name__}._missing_: returned {found!r} instead '
                                'of None or a valid member')
        return found

    def _create(cls, name, names, module, mixin, start):
        """Enum('Name', 'A B C'): the functional notation."""
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        body, last = {}, []
        for i, item in enumerate(names or ()):
            if isinstance(names, dict):
                key, value = item, names[item]
            elif isinstance(item, str):
                key, value = item, cls._generate_next_value_(item, start, i, last[:])
            else:
                key, value = item
            last.append(value)
            body[key] = value
        bases = (cls,) if mixin is None else (mixin, cls)
        if module is not None:
            body['__module__'] = module
        return type(cls)(name, bases, body)

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return reversed([cls._member_map_[name] for name in cls._member_names_])

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __contains__(cls, value):
        if not isinstance(value, Enum):
            raise TypeError(f"unsupported operand type(s) for 'in': '{type(value).__qualname__}' "
                            f"and '{cls.__class__.__qualname__}'")
        return isinstance(value, cls) and value._name_ in cls._member_map_

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError(f'cannot reassign member {name!r}')
        type.__setattr__(cls, name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError(f"'{cls.__name__}' cannot delete member {name!r}.")
        type.__delattr__(cls, name)

    def __dir__(cls):
        return sorted(['__class__', '__doc__', '__members__', '__module__', '__name__',
                       '__qualname__', '__len__', '__iter__', '__getitem__', '__contains__'] +
                      cls._member_names_)

    @property
    def __members__(cls):
        from types import MappingProxyType
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = 'flag' if Flag is not None and issubclass(cls, Flag) else 'enum'
        return f'<{kind} {cls.__name__!r}>'


EnumMeta = EnumType
Flag = None


class Enum(metaclass=EnumType):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return sorted(last_values)[-1] + 1
        except TypeError:
            for value in reversed(last_values):
                try:
                    return value + 1
                except TypeError:
                    pass
            return start

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        value = self._value_
        return f'<{self.__class__.__name__}.{self._name_}: {value!r}>'

    def __str__(self):
        return f'{self.__class__.__name__}.{self._name_}'

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, protocol):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __dir__(self):
        return sorted({'__class__', '__doc__', '__eq__', '__hash__', '__module__', 'name', 'value'} |
                      {key for cls in type(self).__mro__ for key in cls.__dict__
                       if key[0] != '_' and key not in type(self)._member_map_})


class ReprEnum(Enum):
    """Only repr() is the enumeration's; str() and format() are the mixed-in class's."""


class IntEnum(int, ReprEnum):
    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, spec):
        return int.__format__(self._value_, spec)


class StrEnum(str, ReprEnum):
    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f'too many arguments for str(): {values!r}')
        for value in values[:1]:
            if not isinstance(value, str):
                raise TypeError(f'{value!r} is not a string')
        self = str.__new__(cls, *values)
        self._value_ = str(*values)
        return self

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return format(self._value_, spec)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 2 ** max(last_values).bit_length()

    @classmethod
    def _is_single(cls, value):
        return isinstance(value, int) and value > 0 and value & (value - 1) == 0

    @classmethod
    def _all(cls):
        bits = 0
        for member in cls._member_map_.values():
            bits |= member._value_
        return bits

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            return None
        bits = cls._all()
        if value < 0:
            value = bits & value if issubclass(cls, IntFlag) else (bits + 1 + value) & bits
        if value & ~bits and not issubclass(cls, IntFlag):
            width = max(value.bit_length(), bits.bit_length())
            raise ValueError(f'{cls!r} invalid value {value!r}\n'
                             f'    given 0b0 {value:0{width}b}\n  allowed 0b0 {bits:0{width}b}')
        self = object.__new__(cls) if cls._member_type_ is object else int.__new__(cls, value)
        self._value_, self.__objclass__ = value, cls
        parts = [m._name_ for m in cls if m._value_ & value]
        left = value & ~bits
        self._name_ = '|'.join(parts + ([str(left)] if left and parts else [])) or None
        return cls._value2member_map_.setdefault(value, self)

    def _coerce(self, other):
        if isinstance(other, type(self)):
            return other._value_
        if isinstance(self, int) and isinstance(other, int):
            return other
        return None

    def __or__(self, other):
        bits = self._coerce(other)
        return NotImplemented if bits is None else type(self)(self._value_ | bits)

    def __and__(self, other):
        bits = self._coerce(other)
        return NotImplemented if bits is None else type(self)(self._value_ & bits)

    def __xor__(self, other):
        bits = self._coerce(other)
        return NotImplemented if bits is None else type(self)(self._value_ ^ bits)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return type(self)(type(self)._all() & ~self._value_)

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} "
                            f'and {type(self).__qualname__!r}')
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([m for m in type(self) if m._value_ & self._value_])

    def __len__(self):
        return bin(self._value_).count('1')

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return f'<{self.__class__.__name__}: {self._value_!r}>'
        return f'<{self.__class__.__name__}.{self._name_}: {self._value_!r}>'

    def __str__(self):
        if self._name_ is None:
            return f'{self.__class__.__name__}({self._value_!r})'
        return f'{self.__class__.__name__}.{self._name_}'


class IntFlag(int, ReprEnum, Flag):
    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, spec):
        return int.__format__(self._value_, spec)


def unique(enumeration):
    aliases = [(name, member._name_) for name, member in enumeration.__members__.items()
               if name != member._name_]
    if aliases:
        names = ', '.join(f'{alias} -> {name}' for alias, name in aliases)
        raise ValueError(f'duplicate values found in {enumeration!r}: {names}')
    return enumeration


def _simple(cls):
    return cls


class verify:
    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        return unique(enumeration) if UNIQUE in self.checks else enumeration


CONTINUOUS, NAMED_FLAGS, UNIQUE = 'continuous', 'named flags', 'unique'
STRICT, CONFORM, EJECT, KEEP = 'strict', 'conform', 'eject', 'keep'
global_enum = _simple
property = property
