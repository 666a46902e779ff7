# refused: complex
x = 2j
