"""The language-model extractor against a local server that speaks the protocol, and misbehaves."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cyberentente.loaders.agreement import agree
from cyberentente.schema.errors import EntenteError
from cyberentente.schema.model import Document

pytest.importorskip("instructor", reason="needs the extra 'llm'")

from cyberentente.loaders.llm import LlmExtractor, Settings

TEXT = "Japan joined the CCDCOE in 2018. France should host Locked Shields.\n\nThe Centre is in Tallinn."
GOOD = {
    "subject": "Japan",
    "subject_type": "State",
    "relation": "MEMBER_OF",
    "object": "CCDCOE",
    "object_type": "Organization",
    "when": "2018",
    "phase": "began",
    "modality": "asserted",
    "quote": "Japan joined the CCDCOE\nin 2018",
    "confidence": 0.9,
}


class Model(BaseHTTPRequestHandler):
    """Answers every request with what the test has put into `server.reply`."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, content, delay = self.server.reply  # type: ignore[attr-defined]
        time.sleep(delay)
        body = json.dumps(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 1,
                "model": "local",
                "choices": [
                    {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
                ],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            }
        ).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except BrokenPipeError:
            pass  # the client did not wait

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    server.reply = (200, "{}", 0)  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def extractor(server: ThreadingHTTPServer, timeout: float = 10) -> LlmExtractor:
    return LlmExtractor(Settings(f"http://127.0.0.1:{server.server_port}/v1", "local", timeout=timeout))


def document(text: str = TEXT) -> Document:
    return Document(key="note.txt", sha256="0" * 64, text=text)


def say(server: ThreadingHTTPServer, *statements: dict[str, object]) -> None:
    server.reply = (200, json.dumps({"facts": statements}), 0)  # type: ignore[attr-defined]


def test_a_statement_that_the_text_proves_is_a_fact_with_its_offsets(server: ThreadingHTTPServer) -> None:
    say(server, GOOD)
    (fact,) = extractor(server).extract(document())
    assert fact.subject.entity.id == "JPN"
    assert (fact.relation, fact.when, fact.phase, fact.modality) == ("MEMBER_OF", "2018", "began", "asserted")
    assert TEXT[fact.char_start : fact.char_end] == fact.quote == "Japan joined the CCDCOE in 2018"
    assert TEXT[fact.object.char_start : fact.object.char_end] == fact.object.mention == "CCDCOE"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "Japan left the CCDCOE in 2019"}, "quote not in the document"),
        ({"quote": ""}, "quote not in the document"),
        ({"subject": "Brazil"}, "end not mentioned near the quote"),
        ({"relation": "JOINED"}, "outside the vocabulary"),
        ({"object_type": "Exercise"}, "outside the vocabulary"),
        ({"modality": "certain"}, "outside the vocabulary"),
        ({"phase": "soon"}, "outside the vocabulary"),
        ({"when": "2018-13"}, "impossible date"),
    ],
)
def test_what_the_text_does_not_prove_is_dropped_and_counted(
    server: ThreadingHTTPServer, change: dict[str, object], reason: str
) -> None:
    say(server, GOOD, GOOD | change)
    model = extractor(server)
    assert len(model.extract(document())) == 1
    assert model.dropped == {reason: 1}


@pytest.mark.parametrize(
    "reply",
    [
        (200, "I am sorry, but I cannot help with that.", 0),
        (200, '{"facts": [{"subject": ', 0),
        (200, '{"facts": "many"}', 0),
        (200, "", 0),
        (500, "{}", 0),
        (429, "{}", 0),
        (200, "{}", 3),
    ],
    ids=["refusal", "cut off", "garbage", "empty", "server error", "too many requests", "time-out"],
)
def test_a_model_that_gives_no_answer_is_one_clear_line(
    server: ThreadingHTTPServer, reply: tuple[int, str, float]
) -> None:
    server.reply = reply  # type: ignore[attr-defined]
    with pytest.raises(EntenteError, match=r"gave no usable answer on note\.txt") as caught:
        extractor(server, timeout=1).extract(document())
    assert "\n" not in str(caught.value)


def test_a_document_larger_than_one_request_is_read_in_parts(server: ThreadingHTTPServer) -> None:
    text = "\n\n".join(["Nothing to see in this paragraph."] * 400 + [TEXT])
    say(server, GOOD)
    model = extractor(server)
    (fact,) = model.extract(document(text))
    assert text[fact.char_start : fact.char_end] == fact.quote
    assert set(model.dropped) == {"quote not in the document"}


def test_without_a_model_named_the_user_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENTENTE_LLM_URL", raising=False)
    with pytest.raises(EntenteError, match="ENTENTE_LLM_URL"):
        LlmExtractor()


def test_two_extractors_keep_where_they_agree_and_where_they_differ(server: ThreadingHTTPServer) -> None:
    say(server, GOOD)
    (fact,) = extractor(server).extract(document())
    offline = fact.model_copy(update={"rule": "join", "confidence": 0.8})
    other_date = offline.model_copy(update={"when": "2019"})

    (both,) = agree([offline], [fact])
    assert both.rule == "join+llm"
    assert both.confidence == pytest.approx(0.98)

    notes = [f.qualifiers["note"] for f in agree([other_date], [fact])]
    assert notes == ["the language model dates it 2018", "the offline extractor dates it 2019"]
    assert [f.qualifiers["note"] for f in agree([], [fact])] == ["only the language model says so"]
