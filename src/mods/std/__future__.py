"""__future__: everything in it has happened, or does not matter when annotations are not evaluated."""
annotations = division = absolute_import = print_function = unicode_literals = True
generators = nested_scopes = with_statement = generator_stop = barry_as_FLUFL = True
