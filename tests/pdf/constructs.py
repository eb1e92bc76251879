"""One small body per construct whose tag tree is a golden file; the conformance tests validate the same ones."""

WORDS = "The Committee asked the Parties concerned to review the measures taken and to report on their effect. "
_CALL = '<a class="call" role="doc-noteref" id="call-{0}" href="#note-{1}" aria-label="Note 1">1</a>'
_NOTE = (
    '<span class="note" role="doc-footnote" id="note-{0}" {1}><span class="note-number">1</span> Named in Article 30, see'
    ' <a href="https://example.org/30" title="Article 30">the text</a>. '
    '<a class="back" href="#call-{2}" aria-label="Back to the text">↩</a></span>'
)
NOTE_IN_LIST = (
    f'<article data-tag="Art" data-title="Recommendation VI-1" id="VI-1"><p>{WORDS * 3}</p><ul><li>{WORDS * 2}</li>'
    f"<li>First{_CALL.format('a', 'a')}{_NOTE.format('a', '', 'a')} and more.</li><li>{WORDS * 5}</li></ul></article>"
)
SHARED_NOTE = (
    f"<p>First{_CALL.format('a', 'a')}{_NOTE.format('a', '', 'a')} call, then {_CALL.format('b', 'a')} again.</p>"
    f"<p>{WORDS * 12}</p><p>Another page{_CALL.format('c', 'a--2')}"
    f"{_NOTE.format('a--2', 'data-copy-of=note-a', 'c')} calls it too.</p>"
)
ROWS = "".join(f'<tr><th scope="row">Party {number}</th><td>Value {number}</td></tr>' for number in range(16))
SPLIT_TABLE = (
    "<table><caption>Table 1. Values</caption><thead><tr><th scope=col>Party</th><th scope=col>Value</th></tr></thead>"
    f"<tbody>{ROWS}<tr><td colspan=2>End</td></tr></tbody></table>"
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Two tiles, one of them filled" width="80" height="40">'
    '<rect width="40" height="40" fill="#16396B"/><text x="50" y="20">MT</text></svg>'
)
FORM = """<form><fieldset><legend>Status</legend>
<p><input type="radio" id="yes" name="status" value="yes"> <label for="yes">Implemented</label>
<input type="radio" id="no" name="status" value="no"> <label for="no">Not yet</label></p></fieldset>
<p><label for="party">Party</label> <input id="party" name="party" value="Ελληνική Δημοκρατία" readonly></p>
<p><label for="text">Measures</label> <textarea id="text" name="text" required>First line
second line</textarea></p>
<p><label for="when">When</label> <select id="when" name="when"><option value="">…</option>
<option value="2026" selected>In 2026</option></select></p>
<p><label><input type="checkbox" id="agreed" name="agreed" checked> Agreed</label></p></form>"""
RIGHT_TO_LEFT = (
    '<h1>توصيات اللجنة</h1><p>طلبت اللجنة من الأطراف مراجعة التدابير في 2024 (انظر <a href="#end">المادة</a>)، وأن تقدم '
    f"تقريرا عن ذلك{_CALL.format('a', 'a')}{_NOTE.format('a', '', 'a')} قبل نهاية السنة.</p><p id=end>النهاية</p>"
)
MARKED_LETTERS = (
    "<h1>لا إجراءات للأطفال (الفصل VI)</h1><p>مُحَمَّدٌ لَا أيضاً شدَّة عبد الله «ICTs» [18]؛ "
    "<bdi dir=ltr>It ends (here).</bdi></p><form>"
    '<p><label for="name">الاسم</label> <input id="name" name="name" value="الأمين العام (لا)"></p></form>'
)
CONSTRUCTS = {
    "split_paragraph": f"<h1>Title of the chapter</h1><p>Before. {WORDS * 18}</p><p>After.</p>",
    "split_table": SPLIT_TABLE,
    "split_list": f"<ol><li>{WORDS * 6}</li><li>{WORDS * 9}<ul><li>Inner one</li><li>Inner two</li></ul></li></ol>",
    "link_over_lines": (
        f'<p>See <a href="https://example.org/report" aria-label="The report of the Committee"><em>{WORDS}</em></a> and '
        '<a href="#target">what follows</a>.</p><h2 id="target">What follows</h2><p>Text.</p>'
    ),
    "note_in_list": NOTE_IN_LIST,
    "shared_note": SHARED_NOTE,
    "languages": (
        '<p>The title is <i lang="fr">Convention de Lanzarote</i>, in Greek <span lang="el">Σύμβαση</span>.</p>'
        f'<blockquote lang="fr" data-title="Article 30"><p>Les Parties et <span lang="en">{WORDS}</span></p></blockquote>'
        '<p><abbr title="Council of Europe">CoE</abbr> <span lang="en">as before</span></p>'
    ),
    "figure": (
        f"<figure id=map>{SVG}<figcaption>Figure 1. Coverage</figcaption></figure><p>Text <span aria-hidden=true>■</span> "
        "end.</p><figure><table><tr><th scope=col>A</th></tr><tr><td>1</td></tr></table><figcaption>As a table</figcaption>"
        "</figure>"
    ),
    "form": FORM,
    "terms": "<dl><dt>Party</dt><dd>A State bound by it</dd><dt>Round</dt><dd><p>A cycle</p><p>of reports</p></dd></dl>",
    "margin": (
        '<section data-title="Sexual abuse"><h2>Article 18</h2><p class="margin" style="float:left;width:60px">Art. 18</p>'
        "<p>Each Party <b>shall</b> <i>take</i> measures, and/or others.<br>Second line.</p><div>Stray text</div></section>"
    ),
}
