('v', (ValueError(1),))
got 5 (ValueError(1),)
v2
6
('t', (TypeError(2), KeyError(3)))
fin
out ExceptionGroup('g', [TypeError(2), KeyError(3)])
[(0, 'b0', ['0']), 'inner', 'os', (1, 'b1', ['1']), 'inner', 'os', (2, 'b2', ['2']), 'inner', 'os']
inner
thrown in boo ExceptionGroup('b0', [ValueError(0)])
os
(1, 'b1', ['1'])
RuntimeError('generator ignored GeneratorExit')
BaseExceptionGroup('', [GeneratorExit(), GeneratorExit()])
BaseExceptionGroup('', [KeyError('k'), GeneratorExit()])
type1
first
in
type2
second (TypeError(2), KeyError(3))
x
end
type1
first
in
type2
TypeError('catching classes that do not inherit from BaseException is not allowed') ExceptionGroup('g', [ValueError(1), TypeError(2), KeyError(3)])
all
evaluated
all
TypeError('catching classes that do not inherit from BaseException is not allowed')
1
2
ExceptionGroup('g', [TypeError(2)])
ExceptionGroup('', [OSError('new'), ExceptionGroup('g', [TypeError(2)]), ExceptionGroup('g', [KeyError(3)])]) ["ExceptionGroup('g', [ValueError(1)])", 'None', 'None']
ExceptionGroup('', (ValueError('naked'),))
ExceptionGroup('', (ValueError('naked'),))
closing BaseExceptionGroup('', (GeneratorExit(),))
BaseExceptionGroup('', (GeneratorExit(),))
1
1
outer t
ExceptionGroup('', [ExceptionGroup('g', [ValueError(1)]), ExceptionGroup('g', [KeyError(3)])]) None
