"""The server of the live preview: watches folders, has edits taken in, and tells open pages to load again.

Built upon MkDocs' own, with three differences. The system says what has changed, so nothing looks again and again;
folders may come and go. A page is made when it is asked for. What is wrong stands on the last good page until it is
mended. Knows nothing of content.
"""

import logging
import os
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

log = logging.getLogger("mkdocs.plugins.handbook")
# an editor that saves in several steps is done within this time
SECONDS_OF_QUIET = 0.03
MOST_TRIES = 3
CHANGES = {"created", "deleted", "modified", "moved"}
NOTICE = (
    '<pre role="alert" style="position:fixed;inset:auto 0 0 0;z-index:99;max-height:60vh;overflow:auto;margin:0;'
    "padding:1rem;white-space:pre-wrap;background:#fff4d6;color:#3d2e00;border-top:.2rem solid #b26a00;"
    'font:.8rem/1.4 monospace">{text}</pre>'
)


class PreviewServer(LiveReloadServer):
    """Serves the folder `root` of the server that it takes the place of.

    `take_in` is called with the paths that changed; `prepare` with a path below the site before it is served, and gives
    a text to show in its place or None; `find_trouble` gives what is wrong now, or nothing.
    """

    def __init__(
        self,
        former: LiveReloadServer,
        take_in: Callable[[set[str]], None],
        prepare: Callable[[str], str | None],
        find_trouble: Callable[[], str],
    ) -> None:
        host, port = str(former.server_address[0]), int(former.server_address[1])
        super().__init__(lambda: take_in(self.take_changes()), host, port, former.root, former.mount_path)
        self.error_handler = former.error_handler
        former.server_close()
        self.prepare, self.find_trouble = prepare, find_trouble
        self.build_delay = SECONDS_OF_QUIET
        self.observer = Observer()  # type: ignore[assignment]  # MkDocs names the kind that looks again and again
        self.changed: set[str] = set()
        self.folders = WatchedPaths(self.observer, self.note_change)

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Serves until it is stopped. What was edited before anything was watched is taken in first."""
        self._want_rebuild = True
        super().serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]  # MkDocs says none

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:  # noqa: ARG002  # MkDocs names them
        """Has a file or folder watched, also one that is not there yet."""
        self.folders.add_path(os.path.abspath(path))  # noqa: PTH100  # links stay links: one of them may be changed
        self._watched_paths[path] = 1

    def note_change(self, path: str) -> None:
        """Notes that something has changed, and wakes who takes it in."""
        with self._rebuild_cond:
            self.changed.add(path)
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def take_changes(self) -> set[str]:
        """The paths that changed since this was last asked."""
        with self._rebuild_cond:
            changed, self.changed = self.changed, set()
        return changed

    def _serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        inside = path[len(self.mount_path) :] if (path + "/").startswith(self.mount_path) else None
        answer: Iterable[bytes] | None = None
        # a new layout that begins between the two steps knows nothing of the page that was made
        for _ in range(MOST_TRIES):
            if inside is not None:
                with self._epoch_cond:
                    self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
                said = self.prepare(inside + "index.html" if not inside or inside.endswith("/") else inside)
                if said is not None:
                    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
                    return [said.encode()]
            answer = super()._serve_request(environ, start_response)
            if answer is not None:
                break
        return answer

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        whole: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]  # MkDocs says none
        text = self.find_trouble()
        return whole.replace(b"</body>", f"{NOTICE.format(text=escape(text))}</body>".encode()) if text else whole


class WatchedPaths(FileSystemEventHandler):
    """Files and folders that are watched, and the folders that they lie in, since any of them may come and go."""

    def __init__(self, observer: BaseObserver, note: Callable[[str], None]) -> None:
        self.observer, self.note = observer, note
        self.watches: dict[str, ObservedWatch | None] = {}
        self.inner = InnerChanges(note)

    def add_path(self, path: str) -> None:
        """Begins to watch a path."""
        if path in self.watches:
            return
        self.watches[path] = None
        self.observer.schedule(self, str(Path(path).parent), recursive=False)
        self.follow_path(path)

    def follow_path(self, path: str) -> None:
        """Watches what lies at a path now in place of what lay there before."""
        if former := self.watches[path]:
            self.observer.unschedule(former)
        there = Path(path).is_dir()
        self.watches[path] = self.observer.schedule(self.inner, path, recursive=True) if there else None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened beside a path, or to it."""
        for path in {str(event.src_path), str(event.dest_path)} & set(self.watches):
            if event.event_type in CHANGES and not (event.is_directory and event.event_type == "modified"):
                self.follow_path(path)
                self.note(path)


class InnerChanges(FileSystemEventHandler):
    """Notes what changes within a folder."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self.note = note

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened to a file or folder; hidden ones are editors' own."""
        paths = [str(path) for path in (event.src_path, event.dest_path) if path]
        shown = [path for path in paths if not Path(path).name.startswith(".")]
        if shown and event.event_type in CHANGES and not (event.is_directory and event.event_type == "modified"):
            self.note(shown[-1])
