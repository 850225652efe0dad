"""What the programme does not allow, said to the person who tried."""


class Refused(Exception):
    """A sentence for the person, and the form field it belongs to, if it belongs to one."""

    def __init__(self, sentence: str, *, field: str = ""):
        super().__init__(sentence)
        self.field = field
