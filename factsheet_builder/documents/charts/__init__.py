"""Values -> charts as templates see them: how long bars are, where dots and lines are, what axes say, in which step a tile.

Charts are templates of our own on this arithmetic, and no library's pictures. Looked at were vl-convert-python 1.9.0
(BSD-3; Vega-Lite without a browser), matplotlib 3.11 (PSF) and pygal 3.1 (LGPL), each with four bars:

- vl-convert: 84 MB installed, 0.5 s a chart, 6.7 kB of SVG, the same bytes each time; it cuts long labels with an ellipsis;
- matplotlib: 108 MB with numpy, 0.45 s to import and 0.03 s a chart, 9.6 kB, the same bytes with a salt; clips, references;
- pygal: 2 MB, 0.01 s a chart, 18 kB with a script, and other bytes each time.

None mirrors a chart for a script that runs from right to left, breaks one over pages with its head repeated, sets labels
as text of the page (wrapped, isolated, in its language, tagged), or follows the colours that a reader has chosen. Here a
chart of bars is a table whose first cells hold the bars, so that what is seen and what is read is one thing; a row costs
as much as the row of any table.
"""
