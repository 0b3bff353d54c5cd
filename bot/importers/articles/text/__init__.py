"""An article's text: its quotation marks, tokens and sentences, and which quotations are speech."""
