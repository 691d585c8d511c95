"""The built site, a plain file server below a sub-path, and Chromium."""

import contextlib
import functools
import http.server
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright

MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", MACOS)  # the quickest first
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
FLAGS += " --disable-component-update --disable-sync"
SCREENS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 780}}


@pytest.fixture(scope="session")
def address(published):
    """The site as it is published: below /xent/, with a repository whose host Material would ask for its stars."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def handle(self):
            with contextlib.suppress(ConnectionError):  # a page that is closed early hangs up
                super().handle()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=published.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/xent/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: what readers see was left out")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, address):
    """Open a page of the site on a screen, in a palette; closed at the end of the test."""
    contexts = []

    def visit(path="", screen="desktop", scheme="light", **options):
        context = chromium.new_context(viewport=SCREENS[screen], color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.problems, page.requested = [], []
        page.on("console", lambda said: page.problems.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("requestfinished", lambda request: page.requested.append(request.url))
        page.on("requestfailed", lambda request: page.problems.append(f"failed: {request.url}"))
        page.goto(address + path)
        return page

    yield visit
    for context in contexts:
        context.close()
