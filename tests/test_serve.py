"""A real `mkdocs serve`: an edit to a page or to the module shows, a broken one is told, the next good one recovers."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from building import ROOT, project

pytestmark = pytest.mark.usefixtures("site")  # where it does not build, one test says so

PAGE = """# A page

```pycon exec="1"
>>> import xent
>>> print(f"{xent.binary_cross_entropy(1, 0.5):.4f}")
0.6931
```
"""


class Server:
    def __init__(self, folder):
        self.folder, self.log = folder, folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}"]
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)

    def page(self):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=2) as page:
            return page.read().decode()
        return ""

    def wait(self, seen, *, among):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if seen in among():
                return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        pytest.fail(f"{seen!r} did not come:\n{self.log.read_text()}")

    def edit(self, name, old, new):
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def server(tmp_path):
    """A copy of the module beside one page: python -m puts the folder first on the path."""
    shutil.copytree(ROOT / "xent", tmp_path / "xent", ignore=shutil.ignore_patterns("__pycache__"))
    project(tmp_path, index=PAGE)
    settings = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings.replace(str(ROOT / "xent"), "xent"), encoding="utf-8")
    server = Server(tmp_path)
    yield server
    server.process.terminate()
    server.process.wait()


def test_edits_show_and_faults_are_told(server):
    server.wait("0.6931", among=server.page)
    server.edit("docs/index.md", "# A page", "# Another page")
    server.wait("Another page", among=server.page)

    server.edit("docs/index.md", "0.6931", "0.6932")
    server.wait("docs/index.md:5: the output differs", among=server.log.read_text)
    server.edit("docs/index.md", "0.6932\n```", "0.6931\n```\n\nMended.")
    server.wait("Mended.", among=server.page)

    server.edit("xent/losses.py", "-(xlogy(k, q)", "+(xlogy(k, q)")
    server.wait("got:      -0.6931", among=server.log.read_text)
    server.edit("docs/index.md", "0.6931", "-0.6931")
    server.wait(">-0.6931", among=server.page)
    server.edit("xent/losses.py", "+(xlogy(k, q)", "-(xlogy(k, q)")
    server.edit("docs/index.md", "-0.6931\n```\n\nMended.", "0.6931\n```\n\nMended twice.")
    server.wait("Mended twice.", among=server.page)


def test_a_false_first_build_ends_with_status_1(tmp_path):
    folder = project(tmp_path, index=PAGE.replace("0.6931", "0.6932"))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "serve"], cwd=folder, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 1
