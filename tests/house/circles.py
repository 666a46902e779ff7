#!/usr/bin/env python3
"""No header includes itself, directly or through others."""
import house


def edges():
    """Which headers each header includes, as paths."""
    headers = house.files("include", "src", ext=(".h",))
    by_name = {path.split("/", 1)[1]: path for path in headers}
    return {path: [by_name[name] for _, name, system in house.includes(path)
                   if not system and name in by_name] for path in headers}


def visit(graph, path, trail, done, faults):
    if path in trail:
        circle = trail[trail.index(path):] + [path]
        faults.add(path, 0, "include circle: " + " -> ".join(circle))
    elif path not in done:
        for other in graph[path]:
            visit(graph, other, trail + [path], done, faults)
        done.add(path)


def check(faults):
    graph, done = edges(), set()
    for path in graph:
        visit(graph, path, [], done, faults)


house.main(check)
