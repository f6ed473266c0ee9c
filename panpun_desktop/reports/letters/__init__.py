"""Letters, memos, certificates and forms as one neutral model, drawn as PDF or written as a Word file.

``model`` says what a paper is made of, ``pdf`` and ``word`` put it on paper, ``kinds`` is the list of
kinds with the fields that staff fill, ``filled`` what one letter says. Each kind has a module of its own
that reads its values and sets its parts in order; its words stand in resources/letters.
"""
