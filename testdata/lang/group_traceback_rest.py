try:
    try:
        raise ExceptionGroup('g', [ValueError('v'), KeyError('k'), ExceptionGroup('h', [ValueError('w'), OSError('o')])])
    except* ValueError:
        pass
finally:
    print('finally')
