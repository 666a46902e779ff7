# refused: async
async def g():
    async with x: pass
print("defined")
g()
