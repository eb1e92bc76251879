"""PDFs joined with their meaning kept: ``join`` for bytes, ``join_files`` for a command; the door to this room.

pypdf drops the structure tree when it joins. Here pypdf reads, and each kind of meaning is merged by a module of its
own: ``joined_structure`` and ``roles`` (tags), ``joined_destinations``, ``outlines``, ``page_labels``, ``joined_forms``,
``layers``, ``attachments``, ``colours``; ``admission`` refuses, ``actions`` cleans, ``joined_claims`` judges, ``sharing``
stores once what is equal, ``volume`` holds the objects and writes them.
"""

from factsheet_builder.pdf.joining.files import join_files
from factsheet_builder.pdf.joining.join_findings import (
    Claim,
    Joined,
    Kind,
    Limits,
    Part,
    PartPages,
    Renaming,
    Verdict,
)
from factsheet_builder.pdf.joining.joining import join

__all__ = [
    "Claim",
    "Joined",
    "Kind",
    "Limits",
    "Part",
    "PartPages",
    "Renaming",
    "Verdict",
    "join",
    "join_files",
]
