"""Processes that stay behind the screens: pages, PDFs, and a desk for whatever takes longer than an answer may wait."""
