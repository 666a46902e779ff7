width = "x"
name = 5
print(f"{name:{width}}")
