# ends: an integer of more than
10 ** 10 ** 10
