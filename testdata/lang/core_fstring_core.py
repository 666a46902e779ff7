x, y, w = 5, "abc", 10
print(f"{x} {y!r} {x + 1} {{}} {x!s:>5}|{y:<{w}}|{x:0{w}}|")
print(f"{x=} {y = } {x+1=} {y=!s} {x=:03}")
print(f"{'nested ' + f'{x}'} {[i for i in range(3)]} { {'a': 1}['a'] } {(lambda: 7)()}")
print(f"{x:{'>'}{w}}", f"{3.14159:.2f} {1000000:,} {255:#x} {0.5:%} {-5:+d}")
print(f'{y!a} {"é"!a} {"q"}' "joined" f"{x}")
print(f"""multi
{x
 + 1}""")
for bad in (lambda: f"{x:z}", lambda: f"{undefined_thing}", lambda: f"{y:d}"):
    try: print(bad())
    except (ValueError, NameError) as e: print(type(e).__name__, e)
