for number in (2**64, 2**40, -1):
    try:
        print("{:c}".format(number))
    except OverflowError as error:
        print(error)
