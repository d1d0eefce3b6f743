"""What a cluster is given: names into inputs, inputs into shards, and how they are opened."""

from __future__ import annotations

import gzip
from io import BufferedReader
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest import cluster
from ingest.cli import cli
from ingest.cluster import inputs, reading
from ingest.model import Rejected
from ingest.read import MissingInput, read_open


def names(*given: str, prefix: str = "") -> list[list[str]]:
    return [task.names for task in inputs.tasks(given, prefix)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in range(30):
        (tmp_path / "in" / f"{number:02}.txt").write_text("文" * number, "utf-8")


def test_small_files_share_a_shard_and_large_ones_have_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inputs, "TOGETHER", 10**9)
    assert len(names("in")) == 1
    monkeypatch.setattr(inputs, "SMALL", 60)
    found = names("in")
    assert len(found) == 11 and ["in/20.txt"] in found and ["in/29.txt"] in found


def test_a_new_file_leaves_most_shards_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "TOGETHER", 4)
    for number in range(30, 90):  # where shards begin depends on the folder's name: enough of them
        Path(f"in/{number}.txt").write_text(f"第{number}篇", "utf-8")
    before = {task.shard for task in inputs.tasks(["in"])}
    Path("in/11a.txt").write_text("新", "utf-8")
    after = {task.shard for task in inputs.tasks(["in"])}
    assert len(before) > 6 and len(after - before) <= 2


def test_a_changed_file_is_another_shard() -> None:
    before = inputs.tasks(["in/03.txt"])[0].shard
    assert inputs.tasks([str(Path("in/03.txt").resolve())])[0].shard == before
    Path("in/03.txt").write_text("另一篇", "utf-8")
    assert inputs.tasks(["in/03.txt"])[0].shard != before


def test_each_input_comes_once() -> None:
    found = [name for task in names("in/03.txt", "in/0?.txt", "in/03.txt") for name in task]
    assert found == ["in/03.txt", *(f"in/0{n}.txt" for n in (0, 1, 2, 4, 5, 6, 7, 8, 9))]


def test_a_path_list() -> None:
    lines = "a/1.warc.wet.gz\na/2.warc.wet.gz\n\n"
    with gzip.open("wet.paths.gz", "wt") as file:
        file.write(lines)
    prefix = "https://data.example.org/"
    expected = [[f"{prefix}a/{n}.warc.wet.gz"] for n in (1, 2)]
    assert names("wet.paths.gz", prefix=prefix) == expected
    Path("some.paths").write_text("in/01.txt\nin/02.txt\n", "utf-8")
    assert names("some.paths") == [["in/01.txt", "in/02.txt"]]
    Path("wrong.paths").write_text("in/99.txt\n", "utf-8")
    with pytest.raises(MissingInput, match=r"in/99\.txt"):
        names("wrong.paths")
    with pytest.raises(MissingInput, match=r"no path list no\.paths"):
        names("no.paths")


def test_a_path_list_that_is_damaged_is_told() -> None:
    Path("wet.paths.gz").write_bytes(gzip.compress(b"a\n" * 1000)[:-12])
    result = CliRunner().invoke(
        cli, ["ingest", "wet.paths.gz", "--cluster", "local:1", "--out", "out"]
    )
    assert result.exit_code == 1 and "wet.paths.gz" in result.stderr
    assert result.stderr.count("\n") == 1


def test_addresses_and_patterns_of_addresses() -> None:
    pytest.importorskip("fsspec", reason="NO CLUSTER TESTS: pip install 'jiaokan[cluster]'")
    assert names("https://data.example.org/a.warc.gz") == [["https://data.example.org/a.warc.gz"]]
    here = f"file://{Path.cwd()}/in/"
    assert names(f"{here}0[12].txt") == [[f"{here}01.txt"], [f"{here}02.txt"]]
    assert len(names(here)) == 30
    with pytest.raises(MissingInput, match="nothing at"):
        names(f"{here}x*")
    with pytest.raises(cluster.LostInput, match=r"nosuch://a\* cannot be opened"):
        inputs.tasks(["nosuch://a*"])


def test_a_link_out_of_its_folder_is_rejected_as_ever() -> None:
    Path("in/link.txt").symlink_to("/etc/hostname")
    items = [item for task in inputs.tasks(["in"]) for item in task.inputs]
    (refused,) = (item for item in items if isinstance(item, Rejected))
    assert refused.reason == "it is a link that leads out of its folder or nowhere"


def test_a_connection_that_breaks_is_no_short_file() -> None:
    data = gzip.compress("滨河市新增公交线路\n".encode() * 200_000)

    class Breaking:
        place = 0

        def read(self, size: int) -> bytes:
            if self.place > len(data) // 2:
                raise OSError("the connection was closed")
            self.place += 1000
            return data[self.place - 1000 : self.place]

        def seekable(self) -> bool:
            return False

        def fileno(self) -> int:
            raise OSError("none")

    file = BufferedReader(reading._Faithful(Breaking(), "https://data.example.org/a.txt.gz"), 1000)
    with pytest.raises(reading.LostInput, match=r"a\.txt\.gz cannot be read on .*was closed"):
        list(read_open(file, "a.txt.gz"))  # type: ignore[arg-type]
