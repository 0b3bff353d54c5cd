"""``vocabulary.yaml``: groups of terms that mean the same when somebody asks."""

from bot.index.analysis import STOP_WORDS
from bot.index.vocabulary import Terms, Vocabulary, line_of_terms
from bot.store.problems import Problems, shown
from bot.store.schema.fields import read_words
from bot.store.yaml_nodes import Node, Sequence


def read_vocabulary(root: Node, problems: Problems) -> Vocabulary:
    """Read the list of groups; a term stands in one group only, in any of its forms."""
    if not isinstance(root, Sequence):
        problems.add(root.line, "must be a list of groups; write each as - [one term, another]")
        return Vocabulary()
    homes: dict[Terms, tuple[Node, int]] = {}
    groups = [_read_group(node, homes, problems) for node in root.items if not problems.is_full]
    return Vocabulary(tuple(group for group in groups if len(group) > 1))


def _read_group(group: Node, homes: dict[Terms, tuple[Node, int]], problems: Problems) -> tuple[str, ...]:
    if not isinstance(group, Sequence) or len(group.items) < 2:
        problems.add(group.line, "must be a group of at least two terms; write - [one term, another]")
        return ()
    terms = []
    for node in group.items:
        term = read_words(node, "a term", problems)
        if term is None:
            continue
        compared = line_of_terms(term)
        home, line = homes.setdefault(compared, (group, node.line))
        if all(word in STOP_WORDS for word in compared):
            problems.add(node.line, f"{shown(term)} holds no word that is searched for; take it out")
        elif home is not group:
            problems.add(node.line, f"{shown(term)} stands in another group (line {line}); join the two groups")
        terms.append(term)
    return tuple(terms)
