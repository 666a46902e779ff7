"""textwrap: dedent, indent, wrap and fill."""


def dedent(text):
    lines = text.split('\n')
    lines = ['' if line.isspace() and not line.strip(' \t') else line for line in lines]
    margin = None
    for line in lines:
        if not line:
            continue
        lead = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None or lead.startswith(margin):
            margin = lead if margin is None else margin
        elif margin.startswith(lead):
            margin = lead
        else:
            n = 0
            while n < len(margin) and n < len(lead) and margin[n] == lead[n]:
                n += 1
            margin = margin[:n]
    if margin:
        lines = [line[len(margin):] if line else line for line in lines]
    return '\n'.join(lines)


def indent(text, prefix, predicate=None):
    predicate = predicate or str.strip
    return ''.join(prefix + line if predicate(line) else line for line in text.splitlines(True))


def _chunks(text):
    """Words with the white space between them; a hyphen inside a word ends a chunk."""
    chunks, i = [], 0
    while i < len(text):
        j = i
        if text[i] == ' ':
            while j < len(text) and text[j] == ' ':
                j += 1
            chunks.append(text[i:j])
            i = j
            continue
        while j < len(text) and text[j] != ' ':
            j += 1
        word = text[i:j]
        start = 0
        for k in range(1, len(word) - 1):
            if (word[k] == '-' and word[k - 1].isalpha() and word[k + 1].isalpha() and
                    (k >= 2 and (word[k - 2].isalpha() or word[k - 2] == '-') or k - start >= 2)
                    and k + 2 < len(word) + 1):
                chunks.append(word[start:k + 1])
                start = k + 1
        chunks.append(word[start:])
        i = j
    return [chunk for chunk in chunks if chunk]


class TextWrapper:
    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=' [...]'):
        self.width, self.initial_indent = width, initial_indent
        self.subsequent_indent, self.expand_tabs = subsequent_indent, expand_tabs
        self.replace_whitespace, self.break_long_words = replace_whitespace, break_long_words
        self.drop_whitespace, self.break_on_hyphens = drop_whitespace, break_on_hyphens
        self.tabsize, self.max_lines, self.placeholder = tabsize, max_lines, placeholder

    def _split(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(c): ' ' for c in '\t\n\x0b\x0c\r '})
        if self.break_on_hyphens:
            return _chunks(text)
        chunks = []
        for i, word in enumerate(text.split(' ')):
            chunks += ([' '] if i else []) + ([word] if word else [])
        return chunks

    def _line(self, chunks, room):
        """Takes the chunks of one line off the front; room is its width."""
        line, used = [], 0
        while chunks and used + len(chunks[0]) <= room:
            used += len(chunks[0])
            line.append(chunks.pop(0))
        if chunks and len(chunks[0]) > room:
            space = max(room - used, 1)
            if self.break_long_words:
                line.append(chunks[0][:space])
                chunks[0] = chunks[0][space:]
            elif not line:
                line.append(chunks.pop(0))
        return line

    def wrap(self, text):
        if self.width <= 0:
            raise ValueError(f'invalid width {self.width!r} (must be > 0)')
        chunks, lines = self._split(text), []
        while chunks:
            lead = self.subsequent_indent if lines else self.initial_indent
            room = self.width - len(lead)
            if self.drop_whitespace and lines and not chunks[0].strip():
                chunks.pop(0)
                continue
            line = self._line(chunks, room)
            if self.drop_whitespace and line and not line[-1].strip():
                line.pop()
            if not line:
                continue
            left = [chunk for chunk in chunks if chunk.strip()]
            if self.max_lines is not None and len(lines) + 1 == self.max_lines and left:
                while line and (not line[-1].strip() or
                                sum(map(len, line)) + len(self.placeholder) > room):
                    line.pop()
                lines.append(lead + ''.join(line) + (
                    self.placeholder if line else self.placeholder.lstrip()))
                return lines
            lines.append(lead + ''.join(line))
        return lines

    def fill(self, text):
        return '\n'.join(self.wrap(text))


def wrap(text, width=70, **options):
    return TextWrapper(width=width, **options).wrap(text)


def fill(text, width=70, **options):
    return TextWrapper(width=width, **options).fill(text)


def shorten(text, width, **options):
    return TextWrapper(width=width, max_lines=1, **options).fill(' '.join(text.split()))
