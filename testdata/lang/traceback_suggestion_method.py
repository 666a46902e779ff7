text = 'abc'
text.uper()
