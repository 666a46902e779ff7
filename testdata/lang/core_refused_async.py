# refused: async
async def f(): pass
f()
