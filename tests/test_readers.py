"""Files as users have them -> documents, or one line that says what is wrong."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberentente.loaders.read import Found, read, walk
from cyberentente.loaders.readers import READERS
from cyberentente.schema.errors import EntenteError, UsageError
from cyberentente.schema.model import Document

Write = Callable[[str, bytes | str], Path]
EXAMPLES = Path(__file__).parents[1] / "examples"
PDF = EXAMPLES / "pall-mall-process.pdf"


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def reading(path: Path, **options: int) -> Document:
    return read(path, path.name, **options)


def refusal(path: Path, **options: int) -> str:
    with pytest.raises(EntenteError) as caught:
        reading(path, **options)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message


def locked(path: Path, algorithm: str, user_password: str) -> Path:
    writer = pypdf.PdfWriter(clone_from=PDF)
    writer.encrypt(user_password=user_password, owner_password="owner", algorithm=algorithm)
    writer.write(path)
    return path


# What is read


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_keeps_every_character(file: Write, name: str) -> None:
    content = "\ufeffJapan joined.\r\n\r\n\tIt  trained \rin “Tallinn”.\n\n"
    assert reading(file(name, content)).text == content


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_utf8_text_is_kept(content: str) -> None:
    assert READERS[".txt"](content.encode()).text == content


@settings(deadline=None, max_examples=60)
@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for suffix in (".txt", ".md", ".html", ".yaml"):
        try:
            text = READERS[suffix](content).text
        except EntenteError:
            continue
        assert isinstance(text, str)


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from([".pdf", ".docx"]))
def test_any_bytes_in_a_binary_format_are_refused_in_one_line(content: bytes, suffix: str) -> None:
    head = b"%PDF-1.7\n" if suffix == ".pdf" else b"PK\x03\x04"
    with pytest.raises(EntenteError):
        READERS[suffix](head + content)


@pytest.mark.parametrize(
    ("encoding", "known_as"), [("cp1252", "cp1252"), ("utf-16", "utf-16"), ("utf-32", "utf-32"), ("utf-8-sig", None)]
)
def test_encodings(file: Write, encoding: str, known_as: str | None) -> None:
    words = "The Ministère of Defense – “Tallinn” – joined in 2018.\n" * 3
    document = reading(file("a.txt", words.encode(encoding)))
    assert document.text.removeprefix("\ufeff") == words
    assert document.reader == (f"text 1, {known_as}" if known_as else "text 1")


def test_other_legacy_encodings_are_told_from_the_words(file: Write) -> None:
    words = "Министерство обороны Японии присоединилось к центру киберобороны в Таллине в 2018 году.\n" * 5
    assert reading(file("a.txt", words.encode("cp1251"))).text == words


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.txt", "Japan joins the Centre\n\nIt did so in 2018.", "Japan joins the Centre"),
        ("a.txt", "Japan joined the Centre\nin 2018.", None),
        ("a.md", "intro\n\n# **Japan** joins [the Centre](x.html) #\n\nIn 2018.", "Japan joins the Centre"),
        ("a.md", "Japan joins\n===\n\nIn 2018.", "Japan joins"),
        ("a.md", "---\ntitle: From the front\ndate: 2018-05-01\n# remark\n---\n# Heading\n", "From the front"),
        ("a.html", "<title>Japan joins</title><p>Japan joined the Centre.", "Japan joins"),
    ],
)
def test_title(file: Write, name: str, content: str, title: str | None) -> None:
    assert reading(file(name, content)).title == title


def test_dates_of_metadata(file: Write) -> None:
    assert reading(file("a.md", "---\ndate: 2018-05-01T10:00\n---\nText.")).date == "2018-05-01"
    assert reading(file("b.md", "---\ndate: May\n---\nText.")).date is None
    page = '<meta property="article:published_time" content="2022-05-03T10:00:00Z"><p>Seen on 1 June 2024.</p>'
    assert reading(file("a.html", f"<html><head>{page}</head></html>")).date == "2022-05-03"


PAGE = """<html><head><meta charset="{charset}"><title>Note</title></head><body>
<nav><a href="x">Home</a> <a href="y">Contact</a></nav>
<article><h1>Japan joins</h1><p><b>Japan</b> joined the <a href="q">CCDCOE</a> – in <i>2018</i>.</p>
<ul><li>Belgium</li><li>Canada, 2019</li></ul>
<table><tr><th>State</th><th>Since</th></tr><tr><td>Japan</td><td>2018</td></tr></table></article>
<footer>Copyright 2019</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_html_gives_its_main_content(file: Write, charset: str) -> None:
    document = reading(file("a.html", PAGE.format(charset=charset).encode(charset)))
    assert "Japan joined the CCDCOE – in 2018." in document.text
    assert "- Belgium\n- Canada, 2019" in document.text
    assert "| Japan | 2018 |" in document.text
    assert "Copyright" not in document.text
    assert document.reader.startswith("trafilatura ")


def test_a_short_page_gives_all_its_words(file: Write) -> None:
    page = "<html><body><script>x()</script><p>Japan <b>joined</b>.</p><p>In 2018.</p></body></html>"
    assert reading(file("a.html", page)).text == "Japan joined.\n\nIn 2018."


def test_pdf() -> None:
    document = reading(PDF)
    assert document.title == "The Pall Mall Process"
    assert "launched the Pall Mall Process in London on 6 February 2024" in document.text
    assert document.date == "2025-04-10"
    assert document.reader == f"pypdf {pypdf.__version__}"


def test_pdf_pages_begin_with_a_form_feed(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(2):
        writer.append(PDF)
    writer.write(tmp_path / "two.pdf")
    first, second = reading(tmp_path / "two.pdf").text.split("\f")
    assert first.strip() == second.strip() == reading(PDF).text.strip()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_pdf_that_opens_without_a_password(tmp_path: Path, algorithm: str) -> None:
    assert reading(locked(tmp_path / "open.pdf", algorithm, "")).text == reading(PDF).text


def test_docx_keeps_the_order_of_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Members", 1)
    document.add_paragraph("The Centre has members.")
    for name in ("Japan", "Korea"):
        document.add_paragraph(name, style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ["State", "Since", "Role", "Japan", "2018", "x"], strict=True
    ):
        cell.text = words
    table.cell(1, 1).merge(table.cell(1, 2))
    document.add_paragraph("After the table.")
    document.core_properties.title = "A note"
    document.save(str(tmp_path / "a.docx"))
    got = reading(tmp_path / "a.docx")
    assert got.text == (
        "Members\n\nThe Centre has members.\n\n- Japan\n- Korea\n\n"
        "State\tSince\tRole\nJapan\t2018 x\n\nAfter the table.\n"
    )
    assert got.title == "A note"
    assert got.date is None, "the day on which the library's template was made is no publication date"
    document.core_properties.created = dt.datetime(2022, 3, 4, tzinfo=dt.UTC)
    document.save(str(tmp_path / "b.docx"))
    assert reading(tmp_path / "b.docx").date == "2022-03-04"


# What is refused


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.txt: no such file or folder"):
        walk([tmp_path / "gone.txt"])


@pytest.mark.parametrize("content", ["", " \n\t\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.yaml"])
def test_empty_file(file: Write, name: str, content: str) -> None:
    assert "is empty" in refusal(file(name, content))


def test_html_without_words(file: Write) -> None:
    assert "no text" in refusal(file("a.html", "<html><body><script>x()</script></body></html>"))


@pytest.mark.parametrize(
    "junk",
    [
        os.urandom(4096) + b"\x00",
        bytes(range(256)) * 8,
        PDF.read_bytes(),
        b"\x01\x02ab" * 99,
    ],
)
def test_binary_junk_named_txt(file: Write, junk: bytes) -> None:
    refusal(file("a.txt", junk))


def test_broken_utf8_says_where(file: Write) -> None:
    assert "line 2" in refusal(file("a.txt", "Ministère “of” Défense\n".encode() + b"caf\xe9\n"))


def test_text_named_pdf_or_docx(file: Write) -> None:
    assert "not a PDF" in refusal(file("a.pdf", "Japan joined in 2018."))
    assert "not a .docx" in refusal(file("a.docx", "Japan joined in 2018."))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_truncated_pdf_and_docx(file: Write, keep: float) -> None:
    for source in (PDF, EXAMPLES / "korea-cyber-flag.docx"):
        data = source.read_bytes()
        path = file(f"cut{source.suffix}", data[: int(len(data) * keep)])
        try:
            assert reading(path).text in reading(source).text
        except EntenteError as error:
            assert "damaged" in str(error) or "without text" in str(error)


def test_zip_that_is_no_docx(file: Write) -> None:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "Japan")
    assert "damaged" in refusal(file("a.docx", buffer.getvalue()))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_pdf_with_password(tmp_path: Path, algorithm: str) -> None:
    assert "protected by a password" in refusal(locked(tmp_path / "locked.pdf", algorithm, "secret"))


def test_scanned_pdf(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "scan.pdf")
    assert "likely a scan" in refusal(tmp_path / "scan.pdf")


def test_limit_on_size(file: Write) -> None:
    path = file("big.txt", "Japan joined. " * 100_000)
    assert "--max-size" in refusal(path, limit=1_000_000)
    assert len(reading(path, limit=2_000_000).text) == 1_400_000


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_file_without_permission(file: Write) -> None:
    path = file("a.txt", "Japan joined.")
    path.chmod(0)
    assert "Permission denied" in refusal(path)


def test_folder_and_pipe_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("folder.txt", "pipe.txt"):
        assert "not a file" in refusal(tmp_path / name)


# Which files, and what they are called


def test_walk_is_ordered_and_leaves_out_what_no_reader_is_for(
    file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("notes/b.txt", "notes/sub/a.MD", "notes/a.txt", "notes/.hidden.txt", "notes/.git/x.md", "notes/x.png"):
        file(name, "text")
    listing = walk([tmp_path / "notes"])
    assert [found.key for found in listing.files] == ["notes/a.txt", "notes/b.txt", "notes/sub/a.MD"]
    assert [path.name for path in listing.skipped] == ["x.png"]
    monkeypatch.chdir(tmp_path / "notes")
    assert walk([Path()]) == walk([Path("../notes")]) == walk([Path("../notes/"), Path("b.txt")]) == listing


def test_collection_replaces_the_folder(file: Write, tmp_path: Path) -> None:
    path = file("notes/sub/a.txt", "text")
    assert walk([tmp_path / "notes"], "briefs").files == (Found(path, "briefs/sub/a.txt"),)
    assert walk([path], "briefs").files == (Found(path, "briefs/a.txt"),)


def test_two_files_of_one_key_are_refused(file: Write, tmp_path: Path) -> None:
    file("one/notes/a.txt", "text")
    file("two/notes/a.txt", "text")
    with pytest.raises(UsageError, match="--collection"):
        walk([tmp_path / "one/notes", tmp_path / "two/notes"])


def test_a_file_asked_for_must_have_a_reader(file: Write) -> None:
    with pytest.raises(UsageError, match=r"no reader for '\.png' files: use one of \.txt"):
        walk([file("x.png", "text")])
