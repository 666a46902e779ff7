# ends: an integer of more than
1 << 10**12
