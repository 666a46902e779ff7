# ends: an integer of more than
a = 3
while True: a = a * a
