"""The last snapshot of a knowledge folder, kept on disk so that the next start is quick.

The folder alone decides what is true: every file in it is read and hashed at
every start, and a briefing is taken from here only where its file has the very
bytes it was read from. Times and sizes of files are never believed, so an edit
within the same second, or one that sets the clock back, is seen. Whatever is
missing, cut, altered, of another version or not ours is passed over, and the
folder is read from nothing; nobody is asked and nothing fails.

``cache.py`` says where it lies and when it is used, ``parts.py`` how the file is
laid out, ``briefings.py`` and ``index.py`` what stands in it. Only numbers, texts
and JSON stand in it: nothing that could be run.
"""
