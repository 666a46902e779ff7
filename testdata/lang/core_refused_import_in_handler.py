# refused: 'core_second.thing' is used but limbeck does not have it
try:
    import core_absent
except ImportError:
    from core_second import thing
    print('no handler asks for the second one')
thing()
