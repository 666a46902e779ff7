s = "héllo"
print(len(s), s[1], s[-1], s[1:3], s[::-1], "é" in s, s + "!", s * 2, s == "h" + "éllo", s < "i")
print("a" "b", 'it''s', "tab\tnl\\n", "\u00e9\x41\N{BULLET}", r"raw\n", """a
b""", b"by\x00te", "\U0001f600"[0] == "😀", len("😀"))
print([c for c in "añb"], list("日本"), "日本"[1], "x".join(["a", "b"]), "%s-%d" % ("a", 5), "{} {x}".format(1, x=2))
print("abc" < "abd", "Z" < "a", max("hello"), sorted("hello"), "ab" in "cabd", "" in "x")
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("\n\t\\\x00\x7f"), ascii("é"), str(b"x"))
for i, ch in enumerate("añ"): print(i, ch)
print("line1\nline2".splitlines(), "a,b".split(","), " x ".strip(), "abc".upper().lower().title(), "abc".replace("b", "X"))
big = "ab" * 1000; print(big[1999], len(big), big[500:504], big.count("ba"))
u = "é" * 500; print(u[499], len(u), u[100:103], [u[i] for i in (0, 250, 499)])
