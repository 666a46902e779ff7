# ends: steps
while True: pass
