# Equal aliases and unions are one key, whatever the order of a union's members.
keys = {dict[str, int]: 'a', list[dict[str, int]]: 'b', int | str: 'c', tuple[()]: 'd', list[int] | None: 'e'}
print(keys[dict[str, int]], keys[list[dict[str, int]]], keys[str | int], keys[tuple[()]], keys[None | list[int]])
print(dict[int, str] in keys, list in keys, list[int] in keys, hash(list[int]) == hash(list[int]))
print(len({list[int], list[int], list[str], set[int]}), {int | None, None | int} == {None | int})
try:
    hash(list[[]])
except TypeError as error:
    print(error)
