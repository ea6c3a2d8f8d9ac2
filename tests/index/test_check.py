import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from index import Archive, ArchiveError, attributes, learned, open_archive, rebuild
from index import bundle as bundles
from index import generation as generations
from index.article import Article, Paragraph

ARTICLES = [
    Article(
        id=f"id-{n}",
        title=f"Story {n}",
        paragraphs=(Paragraph(1, "text", f"It rained {n} times. Then the sun came out."),),
        published="2024-12-27",
        authors=("Ann Lee",),
    )
    for n in range(20)
]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive of two segments, with one article removed."""
    made = open_archive(tmp_path / "archive")
    made.add(ARTICLES[:15])
    made.add(ARTICLES[15:])
    made.remove(["id-3"])
    return made


def read_all(location: Path) -> list[Article | None]:
    """Return what each id gives, all postings read on the way."""
    archive = open_archive(location, create=False)
    for segment in archive.snapshot().segments:
        for name in ("text", "author"):
            field = segment.field(name)
            for number in range(len(field.forms)):
                field.form_postings(number)
    return [archive.get(article.id) for article in ARTICLES]


def outcome(location: Path) -> str:
    """Return what reading everything gives, or what it is refused with."""
    try:
        return str(read_all(location))
    except ArchiveError as error:
        return str(error)


def test_a_sound_archive_has_no_problems(archive: Archive) -> None:
    """Progress counts articles to the last."""
    seen: list[tuple[int, int]] = []
    assert archive.check(lambda done, total: seen.append((done, total))) == []
    assert seen == [(15, 20), (20, 20)]


def test_any_flipped_byte_is_found_and_never_believed(archive: Archive) -> None:
    """`check` names the file, and reading gives what is right or an ArchiveError that says what to do."""
    right = outcome(archive.location)
    rng = random.Random(20261122)
    for path in [archive.location / name for name in sorted(archive.snapshot().state.files)]:
        whole = path.read_bytes()
        for at in [0, len(whole) - 1, *rng.sample(range(len(whole)), 150)]:
            path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << rng.randrange(8))]) + whole[at + 1 :])
            assert [path.name in line for line in archive.check()] == [True], at
            found = outcome(archive.location)
            assert found == right or (path.name in found and "`nutgraf restore`" in found), at
        path.write_bytes(whole)
    assert archive.check() == []


def test_any_cut_or_missing_file_is_named(archive: Archive) -> None:
    """A file that is shorter than it was, or gone, is refused when the archive is opened."""
    for name in sorted(archive.snapshot().state.files):
        path = archive.location / name
        whole = path.read_bytes()
        for size in (0, 10, 40, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:size])
            assert any(name in line for line in archive.check()), (name, size)
            with pytest.raises(ArchiveError, match=name):
                read_all(archive.location)
        path.write_bytes(whole)
    (archive.location / archive.snapshot().state.segments[0].file).unlink()
    with pytest.raises(ArchiveError, match=r"MAIN_\w+\.nut is missing from .*: `nutgraf check`"):
        open_archive(archive.location)


def test_all_damage_is_listed(archive: Archive) -> None:
    """A bad file does not hide another."""
    for record in archive.snapshot().state.segments:
        path = archive.location / record.file
        path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    assert len(archive.check()) == 2


@pytest.mark.parametrize("module", [bundles, generations])
def test_another_version_is_refused_and_rebuilt(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, module: ModuleType
) -> None:
    """Both numbers and the cure are said, and the cure works: from the articles the archive holds."""
    before = [archive.get(article.id) for article in ARTICLES]
    now = module.VERSION
    monkeypatch.setattr(module, "VERSION", now + 1)
    refusal = f"in format {now} and this version of Nutgraf reads format {now + 1}: `nutgraf reindex`"
    with pytest.raises(ArchiveError, match=refusal):
        open_archive(archive.location)
    assert any(refusal in line for line in archive.check())
    assert rebuild(archive.location) == 19
    rebuilt = open_archive(archive.location)
    assert [rebuilt.get(article.id) for article in ARTICLES] == before
    assert rebuilt.check() == []


@pytest.mark.parametrize("version", [1, 2])
def test_articles_of_earlier_formats_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int) -> None:
    """All paragraphs had a kind, in the second format a number too; in the first, blocks were longer."""
    pages = [f"{n}.\n\nPage {n}." for n in range(8)] + [" ".join(map(str, range(40_000)))]
    with monkeypatch.context() as then:
        for module in (bundles, generations):
            then.setattr(module, "VERSION", version)
        if version == 1:
            then.setattr(bundles, "BLOCK", 1 << 16)
        then.setattr(attributes, "pack", _packed_as_in(version))
        location = open_archive(tmp_path / "archive").location
        open_archive(location).add({"id": f"{n}", "source": "Gazette", "body": page} for n, page in enumerate(pages))
    assert rebuild(location) == 9
    rebuilt = open_archive(location)
    assert rebuilt.get("7") == Article(
        "7", "7.", (Paragraph(1, "text", "7."), Paragraph(2, "text", "Page 7.")), source="Gazette"
    )
    assert rebuilt.check() == []
    assert learned.load(location, rebuilt.snapshot().state.learned).totals.tolist() == [9]


def test_articles_of_an_unknown_form_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what can still be done, and the archive stays as it was."""
    with monkeypatch.context() as then:
        then.setattr(attributes, "pack", lambda article: msgspec.json.encode([article.id, article.title, 7]))
        location = open_archive(tmp_path / "archive").location
        open_archive(location).add(ARTICLES)
    with pytest.raises(
        ArchiveError, match=r"MAIN_\w+\.nut keeps articles in a form that this version .*: add them again"
    ):
        rebuild(location)
    assert open_archive(location).snapshot().articles == 20


def _packed_as_in(version: int) -> Callable[[Article], bytes]:
    """Return what packed articles in an earlier format."""

    def pack(article: Article) -> bytes:
        values = msgspec.json.decode(msgspec.json.encode(article))
        values[2] = [paragraph[2 - version :] for paragraph in values[2]]
        packed: bytes = msgspec.json.encode(values)
        return packed

    return pack


def test_a_rebuild_ends_with_few_segments(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rebuild writes in parts is merged as what is added is, before it returns."""
    before = [archive.get(article.id) for article in ARTICLES]
    monkeypatch.setattr("index.build.CHUNK_PAGES", 2)
    monkeypatch.setattr("index.reindex.BATCH_BYTES", 1)
    assert rebuild(archive.location) == 19
    assert [segment.size for segment in archive.snapshot().segments] == [19]
    assert [archive.get(article.id) for article in ARTICLES] == before
    assert archive.check() == []


def test_reindexing_keeps_every_article(archive: Archive) -> None:
    """The old state is replaced in one commit; removed articles stay gone."""
    before, generation = [archive.get(article.id) for article in ARTICLES], archive.snapshot().generation
    seen: list[tuple[int, int]] = []
    assert archive.reindex(lambda done, total: seen.append((done, total))) == 19
    assert seen == [(19, 19)]
    assert [archive.get(article.id) for article in ARTICLES] == before
    assert archive.snapshot().generation == generation + 1
    assert len(archive.snapshot().segments) == 1
