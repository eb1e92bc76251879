"""How each kind of block is worded: content and locale to views."""
